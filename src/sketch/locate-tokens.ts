// Where tokens stand in the text as it was: byte ranges from before normalization and lower-casing.
//
// The tokens are those of tokenize.ts over the prepared text, found there and traced back. Normalization is traced by
// its segments: what a segment became stands, as a whole, where the segment stood as a whole, so the two tokens of "½m²"
// overlap in the ½. This file refuses to have an opinion of its own on what a token is.
import { normalizeText, segmentText } from './normalize.js';
import type { TokenMode, TokenSpans } from './tokenize.js';
import { prepareText, tokenizeText } from './tokenize.js';
import { getLowerCase } from './unicode.js';

/** The tokens of a text: spans in the prepared text, and byte ranges in the text itself. Owned by the caller. */
export interface LocatedTokens extends TokenSpans {
  /** Where each token starts in the text as UTF-8 … */
  readonly startBytes: Uint32Array;
  /** … and ends, exclusive. A token may start before the one before it ends. */
  readonly endBytes: Uint32Array;
}

/**
 * Stretches of the text that preparing gave another length or other code points, as byte offsets on both sides, in
 * order. Between stretches bytes correspond one to one.
 */
interface ChangedStretches {
  readonly preparedStarts: number[];
  readonly preparedEnds: number[];
  readonly originalStarts: number[];
  readonly originalEnds: number[];
}

/** U+0130, whose lower-case form is i + U+0307: three bytes. */
const CAPITAL_I_WITH_DOT = 0x0130;
const CAPITAL_I_WITH_DOT_LOWERED_BYTES = 3;

/** The tokens of `tokenizeText(prepareText(text), mode)`, each with the least stretch of `text` that it came from. */
export function locateTokens(text: string, mode: TokenMode): LocatedTokens {
  const spans = tokenizeText(prepareText(text), mode);
  const stretches = traceChanges(text);
  return { ...spans, startBytes: mapStarts(spans.starts, stretches), endBytes: mapEnds(spans.ends, stretches) };
}

function traceChanges(text: string): ChangedStretches {
  const stretches: ChangedStretches = { preparedStarts: [], preparedEnds: [], originalStarts: [], originalEnds: [] };
  let prepared = 0;
  let original = 0;
  const passStretch = (preparedLength: number, originalLength: number, isSameText: boolean): void => {
    if (!isSameText || preparedLength !== originalLength) {
      stretches.preparedStarts.push(prepared);
      stretches.preparedEnds.push(prepared + preparedLength);
      stretches.originalStarts.push(original);
      stretches.originalEnds.push(original + originalLength);
    }
    prepared += preparedLength;
    original += originalLength;
  };
  segmentText(text, (start, end) => {
    if (end - start === 1 && text.charCodeAt(start) < 0x80) {
      prepared++;
      original++;
      return;
    }
    const segment = text.slice(start, end);
    const normalized = normalizeText(segment);
    if (normalized !== segment) {
      passStretch(measureText(normalized, getLoweredByteLength), measureText(segment, getByteLength), false);
      return;
    }
    for (const character of segment) {
      const codePoint = character.codePointAt(0) ?? 0;
      passStretch(getLoweredByteLength(codePoint), getByteLength(codePoint), true);
    }
  });
  return stretches;
}

function measureText(text: string, measure: (codePoint: number) => number): number {
  let byteLength = 0;
  for (const character of text) byteLength += measure(character.codePointAt(0) ?? 0);
  return byteLength;
}

/** UTF-8 bytes of a code point; a lone surrogate is encoded as U+FFFD, which has three too. */
function getByteLength(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/** UTF-8 bytes of a code point in lower case; both forms of a small sigma have two, so that no context is needed. */
function getLoweredByteLength(codePoint: number): number {
  return codePoint === CAPITAL_I_WITH_DOT ? CAPITAL_I_WITH_DOT_LOWERED_BYTES : getByteLength(getLowerCase(codePoint));
}

/** Maps ascending token starts; one within a stretch to the start of the stretch. */
function mapStarts(starts: Uint32Array, stretches: ChangedStretches): Uint32Array {
  const { preparedStarts, preparedEnds, originalStarts, originalEnds } = stretches;
  let stretch = 0;
  let shift = 0;
  return starts.map((start) => {
    while (stretch < preparedEnds.length && preparedEnds[stretch] <= start) {
      shift = originalEnds[stretch] - preparedEnds[stretch];
      stretch++;
    }
    return stretch < preparedEnds.length && preparedStarts[stretch] <= start ? originalStarts[stretch] : start + shift;
  });
}

/** Maps ascending token ends; one within a stretch to the end of the stretch. */
function mapEnds(ends: Uint32Array, stretches: ChangedStretches): Uint32Array {
  const { preparedStarts, preparedEnds, originalEnds } = stretches;
  let stretch = 0;
  let shift = 0;
  return ends.map((end) => {
    while (stretch < preparedEnds.length && preparedEnds[stretch] < end) {
      shift = originalEnds[stretch] - preparedEnds[stretch];
      stretch++;
    }
    return stretch < preparedEnds.length && preparedStarts[stretch] < end ? originalEnds[stretch] : end + shift;
  });
}
