// Diagonals: which earlier documents share fingerprints in such places that a long passage can lie behind them.
//
// Places in two documents lie on one diagonal when they are equally far apart in both, as all places of a passage are. And
// between the first and the last shared place of a passage neither document has a fingerprint of its own: a window that
// chose one there would hold a shared place too, which is less. Refuses to read texts: what it finds is evidence.
import { findFirst } from './gathering.js';
import type { Groups } from './gathering.js';
import type { SketchTable } from '../model.js';
import type { SharedPlace } from './passages.js';
import { leaderOf } from './units.js';
import type { Units } from './units.js';

/** An earlier unit, and the shared fingerprints of each stretch that is long enough to be a passage's. */
export interface DiagonalEvidence {
  readonly other: number;
  readonly places: readonly SharedPlace[];
}

export interface PassageOptions {
  /** Least passage, in words. */
  readonly passage: number;
  readonly shingleSize: number;
  /** The winnowing window, in shingles. */
  readonly window: number;
}

/** Lives as long as one search for overlaps. */
export class DiagonalFinder {
  readonly #sketches: SketchTable;
  readonly #units: Units;
  readonly #postings: Groups;
  readonly #options: PassageOptions;
  /** Shared places of the unit at hand, chained by the other unit. */
  readonly #heads: Uint32Array;
  #positions = new Uint32Array(1024);
  #otherPositions = new Uint32Array(1024);
  #next = new Uint32Array(1024);

  constructor(sketches: SketchTable, units: Units, postings: Groups, options: PassageOptions) {
    this.#sketches = sketches;
    this.#units = units;
    this.#postings = postings;
    this.#options = options;
    this.#heads = new Uint32Array(units.count).fill(NO_PLACE);
  }

  /**
   * The earlier units that share a fingerprint with `unit` that is not capped, on a diagonal that shows, capped ones included,
   * a stretch as long as a passage's. In ascending order.
   */
  find(unit: number): readonly DiagonalEvidence[] {
    const { unitStarts } = this.#postings.net;
    // One shared place makes no span: for a passage it takes two, one after the other.
    const isSpanned = leastSpan(this.#options, Infinity) > 0;
    const places = unitStarts[unit + 1] - unitStarts[unit];
    if (places < (isSpanned ? 2 : 1)) return NOTHING;
    const isWorthy = isSpanned ? this.#markNeighbors(unit, places) : null;
    const met: number[] = [];
    let count = 0;
    const capped = this.#postings.visitEarlier(unit, isWorthy, (other, position, otherPosition) => {
      if (count === this.#next.length) this.#grow();
      if (this.#heads[other] === NO_PLACE) met.push(other);
      this.#positions[count] = position;
      this.#otherPositions[count] = otherPosition;
      this.#next[count] = this.#heads[other];
      this.#heads[other] = count++;
    });
    if (count === 0) return NOTHING;
    if (met.length > 1) met.sort((a, b) => a - b);
    const found: DiagonalEvidence[] = [];
    for (const other of met) {
      const evidence = this.#listPlaces(unit, other, capped > 0);
      if (evidence.length > 0) found.push({ other, places: evidence });
      this.#heads[other] = NO_PLACE;
    }
    return found;
  }

  /** For each of a unit's places in the net whether the fingerprint before or after it is in the net too. */
  #markNeighbors(unit: number, places: number): Uint8Array {
    const { unitStarts, positions } = this.#postings.net;
    const [start, end] = this.#rangeOf(unit);
    const fingerprints = this.#sketches.fingerprintPositions;
    const isShared = new Uint8Array(end - start + 2);
    const indices = new Uint32Array(places);
    for (let i = 0; i < places; i++) {
      indices[i] = findFirst(fingerprints, start, end, positions[unitStarts[unit] + i]) - start + 1;
      isShared[indices[i]] = 1;
    }
    return Uint8Array.from(indices, (index) => isShared[index - 1] | isShared[index + 1]);
  }

  #grow(): void {
    const enlarge = (column: Uint32Array): Uint32Array<ArrayBuffer> => {
      const larger = new Uint32Array(2 * column.length);
      larger.set(column);
      return larger;
    };
    this.#positions = enlarge(this.#positions);
    this.#otherPositions = enlarge(this.#otherPositions);
    this.#next = enlarge(this.#next);
  }

  /** Tokens of a unit that are words, not characters: a word has two half words. */
  #countWords(unit: number): number {
    const document = leaderOf(this.#units, unit);
    return this.#sketches.halfWords[document] - this.#sketches.tokens[document];
  }

  /** Without `hasCapped` a diagonal whose places are too close together needs no walk: there are no others on it. */
  #listPlaces(unit: number, other: number, hasCapped: boolean): SharedPlace[] {
    const span = leastSpan(this.#options, Math.min(this.#countWords(unit), this.#countWords(other)));
    const head = this.#heads[other];
    if (!hasCapped && span > 0 && this.#next[head] === NO_PLACE) return [];
    const chained: SharedPlace[] = [];
    for (let at = head; at !== NO_PLACE; at = this.#next[at]) {
      chained.push({ position: this.#positions[at], otherPosition: this.#otherPositions[at] });
    }
    if (chained.length > 1) chained.sort((a, b) => diagonalOf(a) - diagonalOf(b) || a.position - b.position);
    const places: SharedPlace[] = [];
    for (let start = 0; start < chained.length;) {
      let end = start + 1;
      while (end < chained.length && diagonalOf(chained[end]) === diagonalOf(chained[start])) end++;
      if (hasCapped || chained[end - 1].position - chained[start].position >= span) {
        this.#walkDiagonal(unit, other, chained.slice(start, end), span, places);
      }
      start = end;
    }
    return places;
  }

  #walkDiagonal(
    unit: number,
    other: number,
    chained: readonly SharedPlace[],
    span: number,
    places: SharedPlace[],
  ): void {
    let walkedTo = -1;
    for (const place of chained) {
      if (place.position <= walkedTo) continue;
      const stretch = this.#walkStretch(unit, other, place);
      walkedTo = stretch[stretch.length - 1].position;
      if (walkedTo - stretch[0].position >= span) places.push(...stretch);
    }
  }

  /** Walks both lists of fingerprints from a shared place both ways, as far as neither has one of its own. */
  #walkStretch(unit: number, other: number, place: SharedPlace): SharedPlace[] {
    const { fingerprintHashes: hashes, fingerprintPositions: positions } = this.#sketches;
    const [left, leftEnd] = this.#rangeOf(unit);
    const [right, rightEnd] = this.#rangeOf(other);
    const diagonal = diagonalOf(place);
    let i = findFirst(positions, left, leftEnd, place.position);
    let j = findFirst(positions, right, rightEnd, place.otherPosition);
    const isShared = (a: number, b: number): boolean =>
      a >= left &&
      b >= right &&
      a < leftEnd &&
      b < rightEnd &&
      positions[a] - positions[b] === diagonal &&
      hashes[a] === hashes[b];
    // Most shared fingerprints are set phrases, alone on their diagonal.
    if (!isShared(i - 1, j - 1) && !isShared(i + 1, j + 1)) return [place];
    while (isShared(i - 1, j - 1)) {
      i--;
      j--;
    }
    const stretch: SharedPlace[] = [];
    for (; isShared(i, j); i++, j++) stretch.push({ position: positions[i], otherPosition: positions[j] });
    return stretch;
  }

  #rangeOf(unit: number): [start: number, end: number] {
    const document = leaderOf(this.#units, unit);
    return [this.#sketches.fingerprintStarts[document], this.#sketches.fingerprintStarts[document + 1]];
  }
}

const NOTHING: readonly DiagonalEvidence[] = [];
/** At the end of a chain of places. */
const NO_PLACE = 0xffffffff;

function diagonalOf(place: SharedPlace): number {
  return place.position - place.otherPosition;
}

/**
 * How far apart, in shingles, the first and the last shared fingerprint of a passage lie at least, in a document of so many
 * words besides its characters: of the passage's L shingles the window at either end leaves at most w − 1 before the first and
 * after the last. A passage of P words has at least P tokens, or 2P less the words there are; all but those before its
 * first whole shingle end one.
 */
function leastSpan({ passage, shingleSize, window }: PassageOptions, words: number): number {
  const shingles = Math.max(passage - shingleSize + 1, 2 * passage - words - 2 * shingleSize + 1);
  return shingles - 2 * (window - 1) - 1;
}
