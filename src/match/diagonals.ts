// Diagonals: which earlier documents share fingerprints in such places that a long passage can lie behind them.
//
// Places in two documents lie on one diagonal when they are equally far apart in both, as all places of a passage are. And
// between the first and the last shared place of a passage neither document has a fingerprint of its own: a window that
// chose one there would hold a shared place too, which is less. Refuses to read texts: what it finds is evidence.
import { Gathering } from './gathering.js';
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
  readonly #gathering: Gathering;

  constructor(sketches: SketchTable, units: Units, postings: Groups, options: PassageOptions) {
    this.#sketches = sketches;
    this.#units = units;
    this.#postings = postings;
    this.#options = options;
    this.#gathering = new Gathering(units.count);
  }

  /**
   * The earlier units that share a fingerprint with `unit` that is not capped, and with it, capped ones included, show a
   * diagonal of the span. In ascending order.
   */
  find(unit: number): DiagonalEvidence[] {
    this.#gathering.clear();
    const cut = this.#postings.visitEarlier(unit, (other, position) => {
      this.#gathering.meetByFingerprint(other, position);
    });
    // Two places make a span; where some of the unit's fingerprints are capped, the second may be one of those.
    const least = leastSpan(this.#options, Infinity) > 0 && cut === 0 ? 2 : 1;
    const found: DiagonalEvidence[] = [];
    for (const other of this.#gathering.finish()) {
      if (this.#gathering.fingerprintsShared(other) < least) continue;
      const span = leastSpan(this.#options, Math.min(this.#countWords(unit), this.#countWords(other)));
      const places = this.#listPlaces(unit, other, span);
      if (places.length > 0) found.push({ other, places });
    }
    return found;
  }

  /** Tokens of a unit that are words, not characters: a word has two half words. */
  #countWords(unit: number): number {
    const document = leaderOf(this.#units, unit);
    return this.#sketches.halfWords[document] - this.#sketches.tokens[document];
  }

  #listPlaces(unit: number, other: number, span: number): SharedPlace[] {
    const diagonals = new Map<number, [first: number, last: number]>();
    this.#postings.visitShared(unit, other, (position, otherPosition) => {
      const ends = diagonals.get(position - otherPosition);
      if (ends === undefined) diagonals.set(position - otherPosition, [position, position]);
      else {
        ends[0] = Math.min(ends[0], position);
        ends[1] = Math.max(ends[1], position);
      }
    });
    const places: SharedPlace[] = [];
    for (const [diagonal, [first, last]] of diagonals) {
      if (last - first >= span) this.#addStretches(unit, other, diagonal, span, places);
    }
    return places;
  }

  /** Walks both lists of fingerprints along a diagonal; a fingerprint that only one side has ends a stretch. */
  #addStretches(unit: number, other: number, diagonal: number, span: number, places: SharedPlace[]): void {
    const { fingerprintStarts, fingerprintHashes, fingerprintPositions } = this.#sketches;
    const left = leaderOf(this.#units, unit);
    const right = leaderOf(this.#units, other);
    const leftEnd = fingerprintStarts[left + 1];
    const rightEnd = fingerprintStarts[right + 1];
    let i = fingerprintStarts[left];
    let j = fingerprintStarts[right];
    let stretch: SharedPlace[] = [];
    const closeStretch = (): void => {
      if (stretch.length > 0 && stretch[stretch.length - 1].position - stretch[0].position >= span) places.push(...stretch);
      stretch = [];
    };
    while (i < leftEnd && j < rightEnd) {
      const position = fingerprintPositions[i];
      const otherPosition = fingerprintPositions[j] + diagonal;
      if (position === otherPosition && fingerprintHashes[i] === fingerprintHashes[j]) {
        stretch.push({ position, otherPosition: fingerprintPositions[j] });
      } else closeStretch();
      if (position <= otherPosition) i++;
      if (otherPosition <= position) j++;
    }
    closeStretch();
  }
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
