// Diagonals: which earlier documents share fingerprints in such places that a long passage can lie behind them.
//
// Places in two documents lie on one diagonal when they are equally far apart in both, as all places of a passage are. And
// between the first and the last shared place of a passage neither document has a fingerprint of its own: a window that
// chose one there would hold a shared place too, which is less. Refuses to read texts: what it finds is evidence.
import { growColumn } from '../columns.js';
import type { SketchTable } from '../model.js';
import { hasBit } from './steps.js';
import type { Steps } from './steps.js';
import { leaderOf } from './units.js';
import type { Units } from './units.js';

export interface PassageOptions {
  /** Least passage, in words. */
  readonly passage: number;
  readonly shingleSize: number;
  /** The winnowing window, in shingles. */
  readonly window: number;
}

/** All that evidence is found by: plain data in columns that several threads may look at. */
export interface DiagonalColumns {
  readonly sketches: SketchTable;
  readonly units: Units;
  readonly steps: Steps;
  readonly options: PassageOptions;
}

/**
 * Stretches of shared fingerprints that are long enough to be a passage's, a row each: those of a pair of units one after the
 * other, pairs by the later unit, then by the earlier one.
 */
export interface Evidence {
  readonly count: number;
  /** The later and the earlier unit in order. */
  readonly smaller: Uint32Array;
  readonly larger: Uint32Array;
  /** The first fingerprint of the stretch in each of them: its index in the sketch table. */
  readonly fingerprints: Uint32Array;
  readonly otherFingerprints: Uint32Array;
  /** How many fingerprints in a row. */
  readonly lengths: Uint32Array;
}

/** The evidence of some units, and the unit to go on with. */
export interface FoundEvidence {
  readonly evidence: Evidence;
  readonly end: number;
}

/** The tokens of a unit that are words, not characters: a word has two half words. */
export function countWords({ sketches, units }: Pick<DiagonalColumns, 'sketches' | 'units'>, unit: number): number {
  const document = leaderOf(units, unit);
  return sketches.halfWords[document] - sketches.tokens[document];
}

/**
 * How many shingles a passage holds at least, in a document of so many words besides its characters. A passage of P words has
 * at least P tokens, or 2P less the words there are; all but those before its first whole shingle end one.
 */
export function countLeastShingles({ passage, shingleSize }: PassageOptions, words: number): number {
  return Math.max(passage - shingleSize + 1, 2 * passage - words - 2 * shingleSize + 1);
}

/**
 * Whether one shared fingerprint can be all that a passage shows: of its shingles the window at either end leaves at most
 * w − 1 before the first and after the last fingerprint.
 */
export function canBeSingle(options: PassageOptions): boolean {
  return countLeastShingles(options, Infinity) <= 2 * options.window - 1;
}

/** Finds evidence unit by unit; its memory is used again for each unit. Any number of threads may have one each. */
export class DiagonalFinder {
  readonly #columns: DiagonalColumns;
  /** Per token count of a unit and its partner: where shingles end. */
  #found = new StretchRows();
  #sorted = new StretchRows();

  constructor(columns: DiagonalColumns) {
    this.#columns = columns;
  }

  /**
   * The evidence that the units from `start` on show with earlier ones: of all before `end`, or, once there are `most` rows, of fewer.
   * `end` of the result is the unit to go on with. The columns are the caller's.
   */
  find(start: number, end: number, most = Infinity): FoundEvidence {
    const sorted = this.#sorted;
    sorted.count = 0;
    let unit = start;
    for (; unit < end && sorted.count < most; unit++) {
      this.#found.count = 0;
      this.#findOfUnit(unit);
      sortByPartner(this.#found, sorted);
    }
    return { evidence: sorted.finish(), end: unit };
  }

  #findOfUnit(unit: number): void {
    const { sketches, units, steps } = this.#columns;
    const { fingerprintStarts, fingerprintHashes: hashes, fingerprintPositions: positions } = sketches;
    const { unitStarts, fingerprints, firsts, memberUnits, memberFingerprints, isStep, isSingle } = steps;
    if (unitStarts[unit] === unitStarts[unit + 1]) return;
    const document = leaderOf(units, unit);
    const left = fingerprintStarts[document];
    const leftEnd = fingerprintStarts[document + 1];
    for (let at = unitStarts[unit]; at < unitStarts[unit + 1]; at++) {
      const i = fingerprints[at];
      // The unit itself is the last member looked at.
      for (let member = firsts[at]; memberUnits[member] < unit; member++) {
        const j = memberFingerprints[member];
        const diagonal = positions[i] - positions[j];
        if (hashes[i] !== hashes[j]) continue;
        if (!isSingle && (hashes[i + 1] !== hashes[j + 1] || positions[i + 1] - positions[j + 1] !== diagonal))
          continue;
        const other = leaderOf(units, memberUnits[member]);
        const right = fingerprintStarts[other];
        let a = i;
        let b = j;
        let isMet = false;
        while (
          a > left &&
          b > right &&
          hashes[a - 1] === hashes[b - 1] &&
          positions[a - 1] - positions[b - 1] === diagonal
        ) {
          a--;
          b--;
          // An earlier step of the stretch led here already.
          isMet = hasBit(isStep, a) && hasBit(isStep, b);
          if (isMet) break;
        }
        if (isMet) continue;
        const rightEnd = fingerprintStarts[other + 1];
        let length = i - a + 1;
        while (
          a + length < leftEnd &&
          b + length < rightEnd &&
          hashes[a + length] === hashes[b + length] &&
          positions[a + length] - positions[b + length] === diagonal
        ) {
          length++;
        }
        this.#addStretch(unit, memberUnits[member], a, b, length);
      }
    }
  }

  /** Adds the parts of a stretch between boilerplate that are long enough. */
  #addStretch(unit: number, other: number, a: number, b: number, length: number): void {
    const { isBoilerplate } = this.#columns.steps;
    const words = Math.min(countWords(this.#columns, unit), countWords(this.#columns, other));
    const least = countLeastShingles(this.#columns.options, words);
    for (let start = 0; start < length;) {
      let end = start;
      while (end < length && !hasBit(isBoilerplate, a + end)) end++;
      if (end > start && this.#measureReach(unit, other, a, b, start, end, length) >= least) {
        this.#found.push(unit, other, a + start, b + start, end - start);
      }
      start = end + 1;
    }
  }

  /**
   * The shingles that a run whose fingerprints are those from `start` to before `end` of a stretch can have at most: a window less one
   * before the first and after the last, as far as neither text nor boilerplate ends it.
   */
  #measureReach(unit: number, other: number, a: number, b: number, start: number, end: number, length: number): number {
    const { sketches, units, options } = this.#columns;
    const { fingerprintPositions: positions, tokens } = sketches;
    const first = positions[a + start];
    const last = positions[a + end - 1];
    const otherFirst = positions[b + start];
    const otherLast = positions[b + end - 1];
    const margin = options.window - 1;
    let before = Math.min(margin, first, otherFirst);
    if (start > 0) before = Math.min(before, first - positions[a + start - 1] - 1);
    // A shingle has at least as many tokens as words.
    const lastShingle = tokens[leaderOf(units, unit)] - options.shingleSize;
    const otherLastShingle = tokens[leaderOf(units, other)] - options.shingleSize;
    let after = Math.min(margin, Math.max(0, lastShingle - last), Math.max(0, otherLastShingle - otherLast));
    if (end < length) after = Math.min(after, positions[a + end] - last - 1);
    return before + last - first + 1 + after;
  }
}

/** Rows of evidence that grow. */
class StretchRows {
  count = 0;
  smaller = new Uint32Array(256);
  larger = new Uint32Array(256);
  fingerprints = new Uint32Array(256);
  otherFingerprints = new Uint32Array(256);
  lengths = new Uint32Array(256);

  push(smaller: number, larger: number, fingerprint: number, otherFingerprint: number, length: number): void {
    const { count } = this;
    if (count === this.smaller.length) {
      this.smaller = growColumn(this.smaller, count + 1);
      this.larger = growColumn(this.larger, count + 1);
      this.fingerprints = growColumn(this.fingerprints, count + 1);
      this.otherFingerprints = growColumn(this.otherFingerprints, count + 1);
      this.lengths = growColumn(this.lengths, count + 1);
    }
    this.smaller[count] = smaller;
    this.larger[count] = larger;
    this.fingerprints[count] = fingerprint;
    this.otherFingerprints[count] = otherFingerprint;
    this.lengths[count] = length;
    this.count++;
  }

  /** Copies of the columns, as long as they are filled. */
  finish(): Evidence {
    const { count } = this;
    return {
      count,
      smaller: this.smaller.slice(0, count),
      larger: this.larger.slice(0, count),
      fingerprints: this.fingerprints.slice(0, count),
      otherFingerprints: this.otherFingerprints.slice(0, count),
      lengths: this.lengths.slice(0, count),
    };
  }
}

/** Evidence that was found in several goes, in their order. */
export function joinEvidence(parts: readonly Evidence[]): Evidence {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const join = (name: 'smaller' | 'larger' | 'fingerprints' | 'otherFingerprints' | 'lengths'): Uint32Array => {
    const column = new Uint32Array(count);
    let at = 0;
    for (const part of parts) {
      column.set(part[name], at);
      at += part.count;
    }
    return column;
  };
  return {
    count,
    smaller: join('smaller'),
    larger: join('larger'),
    fingerprints: join('fingerprints'),
    otherFingerprints: join('otherFingerprints'),
    lengths: join('lengths'),
  };
}

/** Appends the rows of one unit in the order of their partners, those of one partner as they were found. */
function sortByPartner(from: StretchRows, to: StretchRows): void {
  const { count } = from;
  const copy = (row: number): void => {
    to.push(
      from.smaller[row],
      from.larger[row],
      from.fingerprints[row],
      from.otherFingerprints[row],
      from.lengths[row],
    );
  };
  if (count <= 1) {
    if (count === 1) copy(0);
    return;
  }
  // Both numbers fit the 53 bits of a double: units have 32.
  const order = new Float64Array(count);
  for (let row = 0; row < count; row++) order[row] = from.larger[row] * count + row;
  order.sort();
  for (const key of order) copy(key % count);
}
