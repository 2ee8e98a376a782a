// Giants: units whose token and shingle columns nobody can hold, looked at stretch by stretch; and short stretches cut out of them.
//
// A stretch that was cut out is a shingle sequence of its own, whose first shingle is one of the document's. Refuses to read: it is
// given a way to walk.
import { growColumn } from '../columns.js';
import type { ShingleSequence, ShingleStretch, SketchTable } from '../model.js';
import { leaderOf } from './units.js';
import type { Units } from './units.js';

/** What `match` is given to look at giants. */
export interface GiantAccess {
  isGiant(unit: number): boolean;
  /** Shows a unit's shingles stretch by stretch; false where none of its documents can be read any more. */
  walk(unit: number, look: (stretch: ShingleStretch) => void): boolean;
  /** How many distinct shingles two units share; null where one of them cannot be read any more. */
  countShared(unit: number, other: number): number | null;
}

/** A unit of so many tokens is a giant: its sequence takes 42 MB. */
const GIANT_TOKENS = 2 ** 21;

export function isGiantUnit(
  { sketches, units }: { readonly sketches: Pick<SketchTable, 'tokens'>; readonly units: Units },
  unit: number,
): boolean {
  return sketches.tokens[leaderOf(units, unit)] >= GIANT_TOKENS;
}

/**
 * Tokens taken before the first shingle of a cut, as many as a shingle can have (64 words, or twice as many characters): an equal run may
 * be stretched to them. And those kept of stretches before, among which these and the shingle's own may lie.
 */
const LEAD_TOKENS = 128;
const TAIL_TOKENS = 2 * LEAD_TOKENS;

/** Shingles from `start` to before `end`; those behind the document's last are none. */
export interface ShingleRange {
  readonly start: number;
  readonly end: number;
}

/** Some shingles of a document, and their tokens. */
export interface SequenceCut {
  /** The number in the document of the first shingle. */
  readonly start: number;
  /** The number of the first token. */
  readonly firstToken: number;
  readonly sequence: Omit<ShingleSequence, 'contentHash'>;
  /** The document's last shingle is the last one here. */
  readonly isAtEnd: boolean;
}

/**
 * Cuts ranges out of a giant, each with as many tokens before it as a shingle can have; ranges that meet are cut as one. The cuts are the
 * caller's; null where the unit cannot be read any more.
 */
export function cutGiant(access: GiantAccess, unit: number, ranges: readonly ShingleRange[]): SequenceCut[] | null {
  const cutters = mergeRanges(ranges).map((range) => new Cutter(range));
  const tail = new TokenTail();
  let first = 0;
  const isRead = access.walk(unit, (stretch) => {
    tail.take(stretch);
    const end = stretch.firstShingle + stretch.count;
    for (let i = first; i < cutters.length && cutters[i].range.start < end; i++) {
      cutters[i].take(stretch, tail);
      if (i === first && cutters[i].range.end <= end) first++;
    }
  });
  return isRead ? cutters.map((cutter) => cutter.finish()) : null;
}

/** The cut that holds a shingle; there is one. */
export function findCut(cuts: readonly SequenceCut[], shingle: number): SequenceCut {
  let start = 0;
  let end = cuts.length;
  while (end - start > 1) {
    const middle = (start + end) >>> 1;
    if (cuts[middle].start <= shingle) start = middle;
    else end = middle;
  }
  return cuts[start];
}

function mergeRanges(ranges: readonly ShingleRange[]): ShingleRange[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** The last tokens before a stretch, and those of the stretch. Lives as long as a walk. */
class TokenTail {
  #firstToken = 0;
  #high: Uint32Array = new Uint32Array(0);
  #low: Uint32Array = new Uint32Array(0);
  #halfWords: Uint8Array = new Uint8Array(0);

  take({ firstToken, tokens, tokenHigh, tokenLow, tokenHalfWords }: ShingleStretch): void {
    const kept = Math.min(TAIL_TOKENS, firstToken);
    const from = firstToken - kept - this.#firstToken;
    const join = <T extends Uint32Array | Uint8Array>(before: T, after: T, joined: T): T => {
      joined.set(before.subarray(from, from + kept));
      joined.set(after.subarray(0, tokens), kept);
      return joined;
    };
    this.#high = join(this.#high, tokenHigh, new Uint32Array(kept + tokens));
    this.#low = join(this.#low, tokenLow, new Uint32Array(kept + tokens));
    this.#halfWords = join(this.#halfWords, tokenHalfWords, new Uint8Array(kept + tokens));
    this.#firstToken = firstToken - kept;
  }

  /** Copies tokens from `start` to before `end` to a place of three columns. */
  copy(start: number, end: number, high: Uint32Array, low: Uint32Array, halfWords: Uint8Array, at: number): void {
    const [from, to] = [start - this.#firstToken, end - this.#firstToken];
    high.set(this.#high.subarray(from, to), at);
    low.set(this.#low.subarray(from, to), at);
    halfWords.set(this.#halfWords.subarray(from, to), at);
  }
}

/** Cuts one range. Lives until `finish`. */
class Cutter {
  readonly range: ShingleRange;
  #count = 0;
  #tokens = 0;
  #firstToken = 0;
  #high: Uint32Array = new Uint32Array(0);
  #low: Uint32Array = new Uint32Array(0);
  #firstTokens: Uint32Array = new Uint32Array(0);
  #tokenHigh: Uint32Array = new Uint32Array(0);
  #tokenLow: Uint32Array = new Uint32Array(0);
  #tokenHalfWords: Uint8Array = new Uint8Array(0);

  constructor(range: ShingleRange) {
    this.range = range;
  }

  take(stretch: ShingleStretch, tail: TokenTail): void {
    const { firstShingle, count, firstTokensFrom } = stretch;
    const start = Math.max(this.range.start, firstShingle) - firstShingle;
    const end = Math.min(this.range.end - firstShingle, count);
    if (start >= end) return;
    if (this.#count === 0) {
      this.#firstToken = Math.max(0, stretch.firstTokens[start] + firstTokensFrom - LEAD_TOKENS);
    }
    const shingles = this.#count + end - start;
    this.#high = growColumn(this.#high, shingles);
    this.#low = growColumn(this.#low, shingles);
    this.#firstTokens = growColumn(this.#firstTokens, shingles);
    this.#high.set(stretch.high.subarray(start, end), this.#count);
    this.#low.set(stretch.low.subarray(start, end), this.#count);
    const shift = firstTokensFrom - this.#firstToken;
    for (let k = start; k < end; k++) this.#firstTokens[this.#count++] = stretch.firstTokens[k] + shift;
    // The last token of the last shingle is the last one taken.
    const firstNew = this.#firstToken + this.#tokens;
    const tokenEnd = stretch.firstToken + stretch.tokens - count + end;
    const tokens = tokenEnd - this.#firstToken;
    this.#tokenHigh = growColumn(this.#tokenHigh, tokens);
    this.#tokenLow = growColumn(this.#tokenLow, tokens);
    this.#tokenHalfWords = growColumn(this.#tokenHalfWords, tokens);
    tail.copy(firstNew, tokenEnd, this.#tokenHigh, this.#tokenLow, this.#tokenHalfWords, this.#tokens);
    this.#tokens = tokens;
  }

  finish(): SequenceCut {
    const count = this.#count;
    const tokens = this.#tokens;
    return {
      start: this.range.start,
      firstToken: this.#firstToken,
      sequence: {
        tokens,
        tokenHigh: this.#tokenHigh.subarray(0, tokens),
        tokenLow: this.#tokenLow.subarray(0, tokens),
        tokenHalfWords: this.#tokenHalfWords.subarray(0, tokens),
        count,
        high: this.#high.subarray(0, count),
        low: this.#low.subarray(0, count),
        firstTokens: this.#firstTokens.subarray(0, count),
      },
      isAtEnd: count < this.range.end - this.range.start,
    };
  }
}
