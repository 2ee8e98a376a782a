// Boilerplate: text that more kept documents share than the cap, named once instead of as n² overlaps.
//
// A fingerprint in more than `GROUP_CAP` kept documents points at it; how far it reaches is counted shingle by shingle
// over a sample of those documents. Refuses to call a set phrase boilerplate: it takes the run that winnowing guarantees.
import type { ShingleSequence } from '../model.js';
import { cutGiant } from './giant-cuts.js';
import type { GiantAccess, SequenceCut } from './giant-cuts.js';
import type { Groups } from './gathering.js';
import { listHotStretches } from './hot-stretches.js';
import type { HotStretch } from './hot-stretches.js';
import type { MatchRun } from './match-run.js';
import { indexShingles } from './occurrences.js';
import { ShingleTableBuilder, hasTableShingle } from './shingle-table.js';
import type { ShingleTable } from './shingle-table.js';

export interface BoilerplateRun {
  /** Kept documents that share its most frequent fingerprint. */
  readonly documents: number;
  /** A unit that shows it. */
  readonly unit: number;
  readonly firstToken: number;
  readonly lastToken: number;
  readonly halfWords: number;
}

export interface Boilerplate {
  readonly runs: readonly BoilerplateRun[];
  /** Its shingles. */
  readonly table: ShingleTable;
  readonly isBoilerplate: (high: number, low: number) => boolean;
  /** Whether one of its shingles has this fingerprint hash; others may have it by chance. */
  readonly hasFingerprint: (hash: number) => boolean;
}

/** A hot stretch, read and counted; plain data. */
export interface CountedStretch {
  readonly stretch: HotStretch;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  /** In how many units of the sample each shingle occurs. */
  readonly counts: Uint32Array;
  /** The first token of each shingle. */
  readonly firstTokens: Uint32Array;
  /** The last token of the first shingle: each further one ends a token later. */
  readonly lastToken: number;
  /** Of the document's tokens from the stretch's first on. */
  readonly tokenHalfWords: Uint8Array;
}

/**
 * Finds the boilerplate of a run's kept units, admitted to `postings` beforehand. `sequenceOf` gives a unit's shingles, valid until
 * its next call; `window` is the least run, in shingles, that counts. Of each stretch of hot fingerprints it reads a sample of
 * the documents that have it.
 */
export async function findBoilerplate(
  run: Pick<MatchRun, 'sketches' | 'units' | 'pause'>,
  postings: Groups,
  sequenceOf: (unit: number) => ShingleSequence | null,
  window: number,
): Promise<Boilerplate> {
  const collector = new BoilerplateCollector(postings, window);
  for (const stretch of listHotStretches(run, postings, window)) {
    await run.pause();
    if (collector.isKnown(stretch)) continue;
    const counted = countStretch(sequenceOf, stretch, window);
    if (counted !== null) collector.add(counted);
  }
  return collector.finish();
}

/** Names boilerplate stretch by stretch, in the order of `listHotStretches`. */
export class BoilerplateCollector {
  readonly #postings: Groups;
  readonly #window: number;
  readonly #shingles = new ShingleTableBuilder();
  readonly #fingerprints = new Set<number>();
  readonly #runs: BoilerplateRun[] = [];

  constructor(postings: Groups, window: number) {
    this.#postings = postings;
    this.#window = window;
  }

  /** Whether what leads to a stretch is named already: then it is not to be added, and need not be read. */
  isKnown({ fingerprintHash }: HotStretch): boolean {
    return this.#fingerprints.has(fingerprintHash);
  }

  add(counted: CountedStretch): void {
    const { counts, high, low, stretch } = counted;
    for (let start = 0; start < counts.length;) {
      let end = start;
      while (end < counts.length && counts[end] > stretch.wanted) end++;
      if (end - start >= this.#window) {
        const isNew = new Uint8Array(end - start);
        for (let k = start; k < end; k++) {
          if (this.#shingles.add(high[k], low[k])) isNew[k - start] = 1;
          this.#fingerprints.add(high[k]);
        }
        // What is told already, and a few words more that some documents add to it, is no news.
        const least = sumHalfWords(counted, start, start + this.#window);
        if (countNewHalfWords(counted, start, isNew) >= least) {
          this.#runs.push(describeRun(counted, start, end, this.#postings));
        }
      }
      start = end + 1;
    }
  }

  finish(): Boilerplate {
    const { table } = this.#shingles;
    return {
      runs: this.#runs,
      table,
      isBoilerplate: (high, low) => hasTableShingle(table, high, low),
      hasFingerprint: (hash) => this.#fingerprints.has(hash),
    };
  }
}

/**
 * Reads a stretch and counts in how many units of its sample each of its shingles occurs; null where it cannot be read, and as soon
 * as no `window` of them in a row can come to occur in more than are wanted any more. One task of a worker: documents are read in the
 * order in which they lie, but for the first.
 */
export function countStretch(
  sequenceOf: (unit: number) => ShingleSequence | null,
  stretch: HotStretch,
  window: number,
  giants: GiantAccess | null = null,
): CountedStretch | null {
  const cut = cutStretch(sequenceOf, stretch, giants);
  if (cut === null) return null;
  const { sequence } = cut;
  const start = stretch.start - cut.start;
  const end = Math.min(stretch.end - cut.start, sequence.count);
  const firstTokens = sequence.firstTokens.slice(start, end).map((token) => token + cut.firstToken);
  const high = sequence.high.slice(start, end);
  const low = sequence.low.slice(start, end);
  const lastToken = cut.firstToken + sequence.tokens - sequence.count + start;
  const tokenHalfWords = sequence.tokenHalfWords.slice(
    firstTokens[0] - cut.firstToken,
    lastToken - cut.firstToken + high.length,
  );
  const counts = countShingles(sequenceOf, high, low, stretch, window, giants);
  return counts === null ? null : { stretch, high, low, counts, firstTokens, lastToken, tokenHalfWords };
}

/** The sequence of the unit that shows a stretch, whole or as much as the stretch takes. */
function cutStretch(
  sequenceOf: (unit: number) => ShingleSequence | null,
  { unit, start, end }: HotStretch,
  giants: GiantAccess | null,
): Omit<SequenceCut, 'isAtEnd'> | null {
  if (giants?.isGiant(unit) === true) return cutGiant(giants, unit, [{ start, end }])?.[0] ?? null;
  const sequence = sequenceOf(unit);
  return sequence === null ? null : { start: 0, firstToken: 0, sequence };
}

function countShingles(
  sequenceOf: (unit: number) => ShingleSequence | null,
  high: Uint32Array,
  low: Uint32Array,
  { sample, wanted }: HotStretch,
  window: number,
  giants: GiantAccess | null,
): Uint32Array | null {
  const counts = new Uint32Array(high.length);
  /** Per shingle of the stretch how many units were read when it was met last. */
  const metAt = new Uint32Array(high.length);
  const occurrences = indexShingles({ count: high.length, high, low });
  const canOccur = new Uint8Array(LOW_ENDS);
  for (let k = 0; k < low.length; k++) canOccur[low[k] & (LOW_ENDS - 1)] = 1;
  type Shingles = Pick<ShingleSequence, 'count' | 'high' | 'low'>;
  const meet = (before: number, { high: otherHigh, low: otherLow, count }: Shingles): void => {
    for (let i = 0; i < count; i++) {
      // Nearly all shingles are strangers: looking them up costs ten times as much.
      if (canOccur[otherLow[i] & (LOW_ENDS - 1)] === 0) continue;
      for (let k = occurrences.firstOf(otherHigh[i], otherLow[i]); k >= 0; k = occurrences.next[k]) {
        if (metAt[k] === before + 1) continue;
        metAt[k] = before + 1;
        counts[k]++;
      }
    }
  };
  for (const [before, unit] of sample.entries()) {
    if (giants?.isGiant(unit) === true) {
      giants.walk(unit, (stretch) => {
        meet(before, stretch);
      });
    } else {
      const other = sequenceOf(unit);
      if (other !== null) meet(before, other);
    }
    if (measureReachable(counts, sample.length - before - 1, wanted) < window) return null;
  }
  return counts;
}

/** Ends of low words that are told apart: a stretch of a hundred shingles then lets one stranger in forty through. */
const LOW_ENDS = 4096;

/** The longest row of counts that come to more than `wanted` if all that are still to be read add to them. */
function measureReachable(counts: Uint32Array, left: number, wanted: number): number {
  let longest = 0;
  let length = 0;
  for (let k = 0; k < counts.length; k++) {
    length = counts[k] + left > wanted ? length + 1 : 0;
    longest = Math.max(longest, length);
  }
  return longest;
}

/** The length of the tokens of some shingles in a row: end exclusive. */
function sumHalfWords({ firstTokens, lastToken, tokenHalfWords }: CountedStretch, start: number, end: number): number {
  let halfWords = 0;
  for (let t = firstTokens[start]; t < lastToken + end; t++) halfWords += tokenHalfWords[t - firstTokens[0]];
  return halfWords;
}

/** The length of the tokens that only new shingles of a run hold, which begins at `start`. */
function countNewHalfWords(counted: CountedStretch, start: number, isNew: Uint8Array): number {
  const { firstTokens, lastToken, tokenHalfWords } = counted;
  let halfWords = 0;
  /** The token behind those that are known or counted. */
  let next = 0;
  let knownEnd = 0;
  for (let k = start; k < start + isNew.length; k++) {
    const end = lastToken + k + 1;
    if (isNew[k - start] === 0) {
      // Tokens that were counted for a new shingle before and stand in this known one too are known.
      for (let t = Math.max(firstTokens[k], knownEnd); t < next; t++) halfWords -= tokenHalfWords[t - firstTokens[0]];
      next = Math.max(next, end);
      knownEnd = end;
    } else {
      for (let t = Math.max(firstTokens[k], next); t < end; t++) halfWords += tokenHalfWords[t - firstTokens[0]];
      next = Math.max(next, end);
    }
  }
  return halfWords;
}

function describeRun(counted: CountedStretch, start: number, end: number, postings: Groups): BoilerplateRun {
  const { stretch, firstTokens } = counted;
  const firstToken = firstTokens[start];
  const lastToken = counted.lastToken + end - 1;
  const halfWords = sumHalfWords(counted, start, end);
  const documents = countDocuments(postings, stretch.unit, stretch.start + start, stretch.start + end);
  return { documents, unit: stretch.unit, firstToken, lastToken, halfWords };
}

/** Units that share the most frequent of a unit's fingerprints between two shingles: end exclusive. */
function countDocuments(postings: Groups, unit: number, start: number, end: number): number {
  const { unitStarts, groups, positions } = postings.net;
  let documents = 0;
  for (let i = unitStarts[unit]; i < unitStarts[unit + 1]; i++) {
    if (positions[i] >= start && positions[i] < end) documents = Math.max(documents, postings.countUnits(groups[i]));
  }
  return documents;
}
