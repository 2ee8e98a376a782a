// Hot stretches: where boilerplate may be, as far as fingerprints tell.
//
// A fingerprint in more than `GROUP_CAP` kept documents is hot. Where so many share a text of some length, they share two
// fingerprints in a row, as far apart; a set phrase has one, and is not worth a reading. Refuses to read.
import { GROUP_CAP, findFirst } from './gathering.js';
import type { Groups } from './gathering.js';
import type { MatchRun } from './match-run.js';
import { leaderOf } from './units.js';

/** Documents looked at for one stretch of boilerplate: twice the cap, so that a group just past it is counted whole. */
const SAMPLE_SIZE = 2 * GROUP_CAP;

/** A stretch that is worth reading. */
export interface HotStretch {
  /** The unit that shows it in full. */
  readonly unit: number;
  /** The fingerprint that led here. */
  readonly fingerprintHash: number;
  /** All fingerprints that the stretch holds. */
  readonly fingerprintHashes: Uint32Array;
  /**
   * The shingles between the nearest fingerprints that are not hot: end exclusive, and, where no such fingerprint follows, the number of
   * tokens, of which the shingles are never more.
   */
  readonly start: number;
  readonly end: number;
  /** The units that it is looked for in, the one that shows it among them, as their documents lie. */
  readonly sample: readonly number[];
  /** In more of the sample than this stands what stands in more than `GROUP_CAP` of all. */
  readonly wanted: number;
}

type Columns = Pick<MatchRun, 'sketches' | 'units'>;

/** Where a fingerprint of the sample stands: its unit, and its index in the sketch table. */
interface Place {
  readonly unit: number;
  readonly fingerprint: number;
}

/**
 * Lists the hot stretches of the units admitted to `postings`: what most documents share first, so that a frame is named before what
 * some of them add to it. What `isKnown` says of a fingerprint when its turn comes is passed over.
 */
export function* listHotStretches(
  columns: Columns,
  postings: Groups,
  window: number,
  isKnown: (fingerprintHash: number) => boolean = () => false,
): Generator<HotStretch> {
  const { fingerprintHashes } = columns.sketches;
  const groups: number[] = [];
  for (let group = 0; group + 1 < postings.net.groupStarts.length; group++) {
    if (postings.isCapped(group)) groups.push(group);
  }
  groups.sort((a, b) => postings.countUnits(b) - postings.countUnits(a) || a - b);
  for (const group of groups) {
    if (isKnown(fingerprintHashes[findFingerprint(columns, postings, group, 0)])) continue;
    const members = postings.countUnits(group);
    const sample = samplePlaces(columns, postings, group);
    // What one document of the sample has may be its own, however few of very many are looked at.
    const wanted = Math.max(1, (GROUP_CAP * sample.length) / members);
    if (countCommonNeighbor(columns, sample) * members <= GROUP_CAP * sample.length) continue;
    const stretches = sample.map((place) => findStretch(columns, postings, place));
    // Boilerplate stands in a stretch as long as itself in each of its documents, a set phrase in few.
    const long = stretches.filter(({ start, end }) => end - start >= window).length;
    if (long * members <= GROUP_CAP * sample.length) continue;
    const widest = stretches.reduce((best, other) => (other.end - other.start > best.end - best.start ? other : best));
    yield {
      unit: widest.unit,
      fingerprintHash: fingerprintHashes[widest.fingerprint],
      fingerprintHashes: fingerprintHashes.slice(widest.first, widest.last + 1),
      start: widest.start,
      end: widest.end,
      sample: orderUnits(columns, sample),
      wanted,
    };
  }
}

/** Where a group's fingerprint stands first in an evenly spaced sample of its units. */
function samplePlaces(columns: Columns, postings: Groups, group: number): Place[] {
  const all = postings.membersOf(group);
  const count = postings.countUnits(group);
  const size = Math.min(SAMPLE_SIZE, count);
  const places: Place[] = [];
  if (all.length === count) {
    for (let i = 0; i < size; i++) {
      // Without repeats the members can be told without a walk.
      const at = Math.floor((i * count) / size);
      places.push({ unit: all[at], fingerprint: findFingerprint(columns, postings, group, at) });
    }
    return places;
  }
  // Places of one unit come one after another.
  for (let at = 0, member = 0; at < all.length && places.length < size; at++) {
    if (at > 0 && all[at] === all[at - 1]) continue;
    if (member++ !== Math.floor((places.length * count) / size)) continue;
    places.push({ unit: all[at], fingerprint: findFingerprint(columns, postings, group, at) });
  }
  return places;
}

/** The index in the sketch table of a group's fingerprint, as the member at `at` has it. */
function findFingerprint({ sketches, units }: Columns, postings: Groups, group: number, at: number): number {
  const document = leaderOf(units, postings.membersOf(group)[at]);
  const [start, end] = [sketches.fingerprintStarts[document], sketches.fingerprintStarts[document + 1]];
  return findFirst(sketches.fingerprintPositions, start, end, postings.positionsOf(group)[at]);
}

/** How many places agree on the fingerprint next to them, before or after, and on its distance. */
function countCommonNeighbor({ sketches, units }: Columns, sample: readonly Place[]): number {
  const { fingerprintStarts, fingerprintHashes, fingerprintPositions } = sketches;
  let most = 0;
  for (const side of [-1, 1]) {
    const keys = new Float64Array(sample.length);
    let count = 0;
    for (const { unit, fingerprint } of sample) {
      const document = leaderOf(units, unit);
      const neighbor = fingerprint + side;
      if (neighbor < fingerprintStarts[document] || neighbor >= fingerprintStarts[document + 1]) continue;
      const distance = Math.abs(fingerprintPositions[neighbor] - fingerprintPositions[fingerprint]);
      keys[count++] = fingerprintHashes[neighbor] * MOST_DISTANCE + Math.min(distance, MOST_DISTANCE - 1);
    }
    const sorted = keys.subarray(0, count).sort();
    for (let start = 0; start < count;) {
      let end = start + 1;
      while (end < count && sorted[end] === sorted[start]) end++;
      most = Math.max(most, end - start);
      start = end;
    }
  }
  return most;
}

/** Two neighbors are no further apart than a window, of which there are at most `2 ** 20` shingles. */
const MOST_DISTANCE = 2 ** 20;

interface Stretch extends Place {
  /** The first and the last of its hot fingerprints. */
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

/** The hot fingerprints around a place, as far as there is none between them that is not. */
function findStretch({ sketches, units }: Columns, postings: Groups, { unit, fingerprint }: Place): Stretch {
  const { fingerprintStarts, fingerprintPositions: places, tokens } = sketches;
  const { unitStarts, groups, positions } = postings.net;
  const document = leaderOf(units, unit);
  const firstEntry = unitStarts[unit];
  const lastEntry = unitStarts[unit + 1];
  const at = findFirst(positions, firstEntry, lastEntry, places[fingerprint]);
  // Both lists are in order of position, and every shared fingerprint stands in both.
  let before = 0;
  const isHotAt = (entry: number, index: number): boolean =>
    entry >= firstEntry && entry < lastEntry && positions[entry] === places[index] && postings.isCapped(groups[entry]);
  const start = fingerprintStarts[document];
  const end = fingerprintStarts[document + 1];
  while (fingerprint - before >= start && isHotAt(at - before, fingerprint - before)) before++;
  let after = 0;
  while (fingerprint + after < end && isHotAt(at + after, fingerprint + after)) after++;
  return {
    unit,
    fingerprint,
    first: fingerprint - before + 1,
    last: fingerprint + after - 1,
    start: fingerprint - before < start ? 0 : places[fingerprint - before] + 1,
    end: fingerprint + after < end ? places[fingerprint + after] : tokens[document],
  };
}

function orderUnits({ units }: Columns, sample: readonly Place[]): number[] {
  const documents = Uint32Array.from(sample, ({ unit }) => leaderOf(units, unit)).sort();
  return Array.from(documents, (document) => units.unitOf[document]);
}
