// Numbers as people read them, the same on every machine: counts with their noun, bytes, percentages, jaccard values,
// line ranges. A percentage is rounded down, so that 100 % means all, and a measure never shows as a threshold it does
// not reach. Refuses locales.
import type { PassageSide } from '../model.js';
import { roundUnits, truncateUnits } from './round-ratio.js';

/** Powers of 1000, as disks and downloads are labelled. */
const BYTE_UNITS = ['KB', 'MB', 'GB', 'TB', 'PB'];

/** A whole number with commas between thousands; halves are dropped. */
export function formatInteger(value: number): string {
  return String(Math.floor(value)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A count and its noun: `1 document`, `2,000 documents`. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatInteger(count)} ${count === 1 ? singular : plural}`;
}

/** A size: `999 bytes`, `2.4 KB`, `1.0 MB`, rounded half up to tenths. */
export function formatByteLength(byteLength: number): string {
  if (byteLength < 1000) return formatCount(byteLength, 'byte');
  let tenths = byteLength / 100;
  let unit = 0;
  while (Math.round(tenths) >= 10_000 && unit < BYTE_UNITS.length - 1) {
    tenths /= 1000;
    unit += 1;
  }
  const rounded = Math.round(tenths);
  return `${formatInteger(rounded / 10)}.${rounded % 10} ${BYTE_UNITS[unit]}`;
}

/** A ratio as a percentage, rounded down; less than one in a hundred, but not nothing, is `<1 %`. */
export function formatPercent(ratio: number): string {
  const percent = truncateUnits(ratio, 2);
  return percent === 0 && ratio > 0 ? '<1 %' : `${percent} %`;
}

/** A percentage with two decimals, rounded down; `100 %` for all. For recall, where the hundredths are what matters. */
export function formatFinePercent(ratio: number): string {
  const hundredths = truncateUnits(ratio, 4);
  if (hundredths % 100 === 0) return `${hundredths / 100} %`;
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')} %`;
}

/**
 * A jaccard value with 2 decimals, rounded half up, except where that would show the threshold, or 1.00, for a value
 * below it: then down.
 */
export function formatJaccard(jaccard: number, threshold: number): string {
  const isLifted = [threshold, 1].some((bound) => jaccard < bound && roundUnits(jaccard, 2) / 100 >= bound);
  const hundredths = isLifted ? truncateUnits(jaccard, 2) : roundUnits(jaccard, 2);
  return (hundredths / 100).toFixed(2);
}

/** `line 7`, `lines 3–14`. */
export function formatLines({ startLine, endLine }: Pick<PassageSide, 'startLine' | 'endLine'>): string {
  if (startLine === endLine) return `line ${formatInteger(startLine)}`;
  return `lines ${formatInteger(startLine)}–${formatInteger(endLine)}`;
}
