// Passages: the runs of tokens that two documents share, found by shingle hash and confirmed token by token.
//
// Greedy string tiling over seeds (Wise, Running Karp–Rabin Matching and Greedy String Tiling, 1993): the longest run
// first, and tokens used once are not used again. Refuses texts and lines: tokens are numbers here.
import type { ShingleSequence, TokenPassage } from '../model.js';
import { indexShingles } from './occurrences.js';
import { hasTableShingle } from './shingle-table.js';
import type { ShingleTable } from './shingle-table.js';

/** Occurrences of one shingle on the right that a left occurrence is held against; a refrain needs no more. */
const MOST_OCCURRENCES = 64;
/**
 * Shingle comparisons a pair may cost before no further runs are looked for: 20 million take about a tenth of a second,
 * and only texts that repeat one line tens of thousands of times reach it. The runs found first start earliest.
 */
const COMPARISON_BUDGET = 20_000_000;

/** A document's tokens and shingles, or some of them in a row. */
type Sequence = Omit<ShingleSequence, 'contentHash'>;

/** Every maximal shared run of tokens that holds a shingle, in order of left, then right start; runs may overlap one another. */
function findSharedRuns(left: ShingleSequence, right: ShingleSequence): TokenPassage[] {
  const runs: TokenPassage[] = [];
  const occurrences = indexShingles(right);
  const isEqual = (i: number, j: number): boolean => left.high[i] === right.high[j] && left.low[i] === right.low[j];
  let budget = COMPARISON_BUDGET;
  for (let i = 0; i < left.count && budget > 0; i++) {
    let seen = 0;
    for (let j = occurrences.firstOf(left.high[i], left.low[i]); j >= 0; j = occurrences.next[j]) {
      if (++seen > MOST_OCCURRENCES) break;
      budget--;
      if (!isEqual(i, j) || (i > 0 && j > 0 && isEqual(i - 1, j - 1))) continue;
      let length = 1;
      while (i + length < left.count && j + length < right.count && isEqual(i + length, j + length)) length++;
      budget -= length;
      const run = spanTokens(left, right, i, j, length, true);
      if (run !== null) runs.push(run);
    }
  }
  return runs;
}

/** What ends a run: the shingles of boilerplate, as soon as `least` of them stand in a row. Fewer are a set phrase. */
export interface RunEnds {
  readonly boilerplate: ShingleTable;
  readonly least: number;
}

/**
 * The length in half words of the longest run around any of `count` shared places on one diagonal, broken at boilerplate and without
 * the words that stand in nothing but set phrases of it; 0 where none of `leastShingles` is left. The places are those of `positions` from `at` on, in ascending order, and on the right lie
 * `shift` shingles further on. By the gap theorem every run that holds a window of shingles has a shared fingerprint, so with those
 * for places none is missed. What is boilerplate is told by the left alone.
 */
export function measureLongestRun(
  left: Sequence,
  right: Sequence,
  positions: Uint32Array,
  at: number,
  placeCount: number,
  shift: number,
  ends: RunEnds,
  leastShingles: number,
): number {
  const { high, low, count } = left;
  const { high: otherHigh, low: otherLow, count: otherCount } = right;
  const { boilerplate } = ends;
  const least = Math.max(0, -shift);
  const most = Math.min(count, otherCount - shift);
  let longest = 0;
  /** Where the last run looked at ends: no run is walked twice. */
  let walkedTo = 0;
  for (let place = 0; place < placeCount; place++) {
    const position = positions[at + place];
    if (position < walkedTo || position >= most) continue;
    let start = position;
    while (
      start >= least &&
      high[start] === otherHigh[start + shift] &&
      low[start] === otherLow[start + shift] &&
      !(hasTableShingle(boilerplate, high[start], low[start]) && isRunEnd(left, start, ends))
    ) {
      start--;
    }
    if (start === position) continue;
    start++;
    let end = position + 1;
    while (
      end < most &&
      high[end] === otherHigh[end + shift] &&
      low[end] === otherLow[end + shift] &&
      !(hasTableShingle(boilerplate, high[end], low[end]) && isRunEnd(left, end, ends))
    ) {
      end++;
    }
    walkedTo = end;
    if (end - start < leastShingles) continue;
    const isStretched =
      start === 0 ||
      !(hasTableShingle(boilerplate, high[start - 1], low[start - 1]) && isRunEnd(left, start - 1, ends));
    const run = spanTokens(left, right, start, start + shift, end - start, isStretched);
    if (run === null || run.halfWords <= longest) continue;
    longest = Math.max(longest, run.halfWords - sumSetPhrases(left, start, end, boilerplate));
  }
  return longest;
}

/** The length in half words of those tokens of the shingles from `start` to before `end` that stand in boilerplate alone. */
function sumSetPhrases(sequence: Sequence, start: number, end: number, boilerplate: ShingleTable): number {
  const { high, low, firstTokens, tokens, count } = sequence;
  let sum = 0;
  for (let from = start; from < end; from++) {
    let to = from;
    while (to < end && hasTableShingle(boilerplate, high[to], low[to])) to++;
    if (to === from) continue;
    // Behind the last token of the shingle before them, up to the first of the one after.
    const first = from === start ? firstTokens[from] : tokens - count + from;
    const next = to === end ? tokens - count + to : firstTokens[to];
    if (next > first) sum += sumHalfWords(sequence, first, next - first);
    from = to;
  }
  return sum;
}

/** Whether a shingle of boilerplate stands in a row of at least so many. */
function isRunEnd({ high, low, count }: Sequence, at: number, { boilerplate, least }: RunEnds): boolean {
  let start = at;
  while (start > 0 && at - start < least && hasTableShingle(boilerplate, high[start - 1], low[start - 1])) start--;
  let end = at + 1;
  while (end < count && end - start < least && hasTableShingle(boilerplate, high[end], low[end])) end++;
  return end - start >= least;
}

/** The passages of a pair: longest first, then by left, then right start; no token stands in two of them. */
export function findPassages(left: ShingleSequence, right: ShingleSequence, shingleSize: number): TokenPassage[] {
  const heap = new PassageHeap(findSharedRuns(left, right));
  const isUsedLeft = new Uint8Array(left.tokens);
  const isUsedRight = new Uint8Array(right.tokens);
  const passages: TokenPassage[] = [];
  for (let run = heap.pop(); run !== null; run = heap.pop()) {
    if (!isAnyUsed(run, isUsedLeft, isUsedRight)) {
      isUsedLeft.fill(1, run.leftToken, run.leftToken + run.tokens);
      isUsedRight.fill(1, run.rightToken, run.rightToken + run.tokens);
      passages.push(run);
      continue;
    }
    for (const rest of cutUnused(run, left, isUsedLeft, isUsedRight)) {
      if (rest.halfWords >= 2 * shingleSize) heap.push(rest);
    }
  }
  return passages;
}

/**
 * The tokens of `length` equal shingles, confirmed one by one, and stretched to the equal token before them that no shingle
 * of theirs may hold: five words are the shortest run after "字 one two three four five". After them none can be equal, or one
 * more shingle would be.
 */
function spanTokens(
  left: Sequence,
  right: Sequence,
  i: number,
  j: number,
  length: number,
  isStretched: boolean,
): TokenPassage | null {
  let leftToken = left.firstTokens[i];
  let rightToken = right.firstTokens[j];
  const isEqual = (l: number, r: number): boolean =>
    left.tokenHigh[l] === right.tokenHigh[r] && left.tokenLow[l] === right.tokenLow[r];
  let tokens = left.tokens - left.count + i + length - leftToken;
  for (let t = 0; t < tokens; t++) if (!isEqual(leftToken + t, rightToken + t)) return null;
  if (isStretched) {
    while (leftToken > 0 && rightToken > 0 && isEqual(leftToken - 1, rightToken - 1)) {
      leftToken--;
      rightToken--;
      tokens++;
    }
  }
  return { leftToken, rightToken, tokens, halfWords: sumHalfWords(left, leftToken, tokens) };
}

function sumHalfWords(sequence: Sequence, first: number, tokens: number): number {
  let sum = 0;
  for (let t = first; t < first + tokens; t++) sum += sequence.tokenHalfWords[t];
  return sum;
}

function isAnyUsed(run: TokenPassage, isUsedLeft: Uint8Array, isUsedRight: Uint8Array): boolean {
  for (let t = 0; t < run.tokens; t++) {
    if (isUsedLeft[run.leftToken + t] === 1 || isUsedRight[run.rightToken + t] === 1) return true;
  }
  return false;
}

/** What remains of a run between the tokens already used on either side. */
function* cutUnused(
  run: TokenPassage,
  left: ShingleSequence,
  isUsedLeft: Uint8Array,
  isUsedRight: Uint8Array,
): Generator<TokenPassage> {
  for (let start = 0; start < run.tokens;) {
    let end = start;
    while (end < run.tokens && isUsedLeft[run.leftToken + end] === 0 && isUsedRight[run.rightToken + end] === 0) end++;
    if (end > start) {
      const [leftToken, rightToken, tokens] = [run.leftToken + start, run.rightToken + start, end - start];
      yield { leftToken, rightToken, tokens, halfWords: sumHalfWords(left, leftToken, tokens) };
    }
    start = end + 1;
  }
}

/** A binary heap with the longest run on top; ties by left, then right start. */
class PassageHeap {
  readonly #items: TokenPassage[] = [];

  constructor(items: readonly TokenPassage[]) {
    for (const item of items) this.push(item);
  }

  push(item: TokenPassage): void {
    const items = this.#items;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (comparePassages(items[parent], item) <= 0) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = item;
  }

  pop(): TokenPassage | null {
    const items = this.#items;
    if (items.length === 0) return null;
    const top = items[0];
    const last = items.pop() as TokenPassage; // not empty: tested above
    if (items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && comparePassages(items[child + 1], items[child]) < 0) child++;
      if (comparePassages(last, items[child]) <= 0) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = last;
    return top;
  }
}

function comparePassages(a: TokenPassage, b: TokenPassage): number {
  return b.tokens - a.tokens || a.leftToken - b.leftToken || a.rightToken - b.rightToken;
}
