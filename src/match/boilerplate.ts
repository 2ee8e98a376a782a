// Boilerplate: text that more kept documents share than the cap, named once instead of as n² overlaps.
//
// A fingerprint in more than `GROUP_CAP` kept documents points at it; how far it reaches is counted shingle by shingle
// over a sample of those documents. Refuses to call a set phrase boilerplate: it takes the run that winnowing guarantees.
import type { ShingleSequence } from '../model.js';
import { cutGiant } from './giant-cuts.js';
import type { GiantAccess, SequenceCut } from './giant-cuts.js';
import type { Groups } from './gathering.js';
import type { HotStretch } from './hot-stretches.js';
import { indexShingles } from './occurrences.js';
import type { Occurrences } from './occurrences.js';
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
  /** The hashes that fingerprints of its shingles have, as the low words of shingles; others may have them by chance. */
  readonly fingerprints: ShingleTable;
}

/** A hot stretch, read and counted; plain data. */
export interface CountedStretch {
  readonly stretch: HotStretch;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  /** Per shingle 1 where it occurs in more units of the sample than are wanted, as far as that matters. */
  readonly isCommon: Uint8Array;
  /** The first token of each shingle. */
  readonly firstTokens: Uint32Array;
  /** The last token of the first shingle: each further one ends a token later. */
  readonly lastToken: number;
  /** Of the document's tokens from the stretch's first on. */
  readonly tokenHalfWords: Uint8Array;
}

/** Names boilerplate stretch by stretch, in the order of `listHotStretches`. */
export class BoilerplateCollector {
  readonly #postings: Groups;
  readonly #window: number;
  readonly #shingles = new ShingleTableBuilder();
  readonly #fingerprints = new ShingleTableBuilder();
  readonly #runs: BoilerplateRun[] = [];

  constructor(postings: Groups, window: number) {
    this.#postings = postings;
    this.#window = window;
  }

  /** Whether the fingerprint that leads to a stretch is named already: then the stretch is not to be added, and need not be read. */
  isKnown(fingerprintHash: number): boolean {
    return hasTableShingle(this.#fingerprints.table, 0, fingerprintHash);
  }

  add(counted: CountedStretch): void {
    const { isCommon, high, low } = counted;
    for (let start = 0; start < isCommon.length;) {
      let end = start;
      while (end < isCommon.length && isCommon[end] === 1) end++;
      if (end - start >= this.#window) {
        const isNew = new Uint8Array(end - start);
        for (let k = start; k < end; k++) {
          if (this.#shingles.add(high[k], low[k])) isNew[k - start] = 1;
          this.#fingerprints.add(0, high[k]);
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
    return { runs: this.#runs, table: this.#shingles.table, fingerprints: this.#fingerprints.table };
  }
}

/**
 * Reads a stretch and finds which of its shingles occur in more units of its sample than are wanted; null where it cannot be read, and
 * as soon as no `window` of them in a row can come to that any more. One task of a worker: documents are read in the order in which
 * they lie, but for the first.
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
  const counter = new StretchCounter(high, low, window, stretch.wanted);
  for (const [before, unit] of stretch.sample.entries()) {
    counter.beginUnit();
    if (giants?.isGiant(unit) === true && unit !== stretch.unit) {
      giants.walk(unit, (some) => {
        counter.countIn(some);
      });
    } else {
      const other = unit === stretch.unit ? { high, low, count: high.length } : sequenceOf(unit);
      if (other !== null) counter.countIn(other);
    }
    const state = counter.judge(stretch.sample.length - before - 1);
    if (state === 'hopeless') return null;
    if (state === 'decided') break;
  }
  return { stretch, high, low, isCommon: counter.listCommon(), firstTokens, lastToken, tokenHalfWords };
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

type Shingles = Pick<ShingleSequence, 'count' | 'high' | 'low'>;

/** Counts in how many units the shingles of a stretch occur, as far as it matters. Lives as long as one stretch is counted. */
class StretchCounter {
  readonly #high: Uint32Array;
  readonly #low: Uint32Array;
  readonly #window: number;
  readonly #wanted: number;
  readonly #counts: Uint32Array;
  /** Per shingle how many units were read when it was met last. */
  readonly #metAt: Uint32Array;
  #read = 0;
  /** The shingles that are looked for: all whose count may still matter, and a few that no longer do. */
  #sought: Uint32Array;
  #occurrences: Occurrences;
  /** Per end of a low word whether a shingle that is looked for has it. */
  readonly #canOccur = new Uint8Array(LOW_ENDS);

  constructor(high: Uint32Array, low: Uint32Array, window: number, wanted: number) {
    this.#high = high;
    this.#low = low;
    this.#window = window;
    this.#wanted = wanted;
    this.#counts = new Uint32Array(high.length);
    this.#metAt = new Uint32Array(high.length);
    this.#sought = high.map((_, k) => k);
    this.#occurrences = this.#index();
  }

  /** What is counted from now on is another unit's. */
  beginUnit(): void {
    this.#read++;
  }

  /** Counts the shingles that occur in the unit at hand, or in some of it. */
  countIn({ high, low, count }: Shingles): void {
    const [canOccur, sought, counts, metAt] = [this.#canOccur, this.#sought, this.#counts, this.#metAt];
    const { firstOf, next } = this.#occurrences;
    const read = this.#read;
    for (let i = 0; i < count; i++) {
      // Nearly all shingles are strangers: looking them up costs ten times as much.
      if (canOccur[low[i] & (LOW_ENDS - 1)] === 0) continue;
      for (let at = firstOf(high[i], low[i]); at >= 0; at = next[at]) {
        const k = sought[at];
        if (metAt[k] === read) continue;
        metAt[k] = read;
        counts[k]++;
      }
    }
  }

  /**
   * What is known when so many units are left to be counted: that no `window` shingles in a row can be common any more, or of all that
   * may stand in such a row whether they are.
   */
  judge(left: number): 'open' | 'decided' | 'hopeless' {
    const counts = this.#counts;
    let isHopeful = false;
    let open = 0;
    for (let start = 0; start < counts.length;) {
      let end = start;
      let undecided = 0;
      for (; end < counts.length && counts[end] + left > this.#wanted; end++) {
        if (counts[end] <= this.#wanted) undecided++;
      }
      if (end - start >= this.#window) {
        isHopeful = true;
        open += undecided;
      }
      start = end + 1;
    }
    if (!isHopeful) return 'hopeless';
    if (open === 0) return 'decided';
    if (2 * open <= this.#sought.length) this.#forgetDecided(left);
    return 'open';
  }

  /** Per shingle 1 where it is common. */
  listCommon(): Uint8Array {
    return Uint8Array.from(this.#counts, (count) => (count > this.#wanted ? 1 : 0));
  }

  #forgetDecided(left: number): void {
    this.#sought = this.#sought.filter((k) => {
      const count = this.#counts[k];
      return count <= this.#wanted && count + left > this.#wanted;
    });
    this.#occurrences = this.#index();
  }

  #index(): Occurrences {
    const high = this.#sought.map((k) => this.#high[k]);
    const low = this.#sought.map((k) => this.#low[k]);
    this.#canOccur.fill(0);
    for (let at = 0; at < low.length; at++) this.#canOccur[low[at] & (LOW_ENDS - 1)] = 1;
    return indexShingles({ count: high.length, high, low });
  }
}

/** Ends of low words that are told apart: a stretch of a hundred shingles then lets one stranger in forty through. */
const LOW_ENDS = 4096;

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
