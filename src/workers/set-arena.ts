// The arena: the high words of shingle sets read again, side by side in shared memory, where every thread can look at them.
//
// Half a set says of most candidates that they are no pair; whole sets are read for the others. A ring: new sets take the place of
// the oldest. What a stretch of candidates wants is brought in, in the order in which the
// documents lie, before anybody looks. Refuses to hold more than its length; who wants more reads for himself.
import { createWords } from '../columns.js';
import { UnitMarks } from '../match/unit-marks.js';

/** Sets by unit; written to between tasks, or by the one task that brings a set in. */
export interface SetArena {
  readonly words: Uint32Array;
  /** Per unit where its words begin; `ABSENT` where they are not here. */
  readonly starts: Uint32Array;
  /** Per unit how many distinct words it has. */
  readonly counts: Uint32Array;
  /** Per unit how many shingles it has: room for as many words. */
  readonly lengths: Uint32Array;
}

const ABSENT = 0xffffffff;

/** A view of a unit's high words, ascending, valid until the next sets are brought in; null where they are not here. */
export function viewHalves({ words, starts, counts }: SetArena, unit: number): Uint32Array | null {
  const start = starts[unit];
  return start === ABSENT ? null : words.subarray(start, start + counts[unit]);
}

/** An empty arena of so many words; `lengths` says how many shingles each unit has. */
export function createSetArena(words: number, lengths: Uint32Array): SetArena {
  const starts = createWords(lengths.length).fill(ABSENT);
  return { words: createWords(words), starts, counts: createWords(lengths.length), lengths };
}

/**
 * A unit of so many shingles is a giant: its set takes 16 MB, and what is to be compared with it whole is left to the host, so that it is
 * read once and not by every thread.
 */
export const GIANT_SHINGLES = 2 ** 21;
/** Gives sets their places in an arena. Lives as long as a run. */
export class ArenaPlaces {
  readonly #arena: SetArena;
  /** In shingles. */
  readonly #size: number;
  /** The units placed and where, oldest first, from `#first` on: round the ring from the head. */
  #placed: { readonly unit: number; readonly start: number }[] = [];
  #first = 0;
  /** Where the next set goes. */
  #head = 0;
  readonly #wanted: UnitMarks;

  constructor(arena: SetArena) {
    this.#arena = arena;
    this.#size = arena.words.length;
    this.#wanted = new UnitMarks(arena.lengths.length);
  }

  /** The most that one call of `place` may want, in shingles: so much is never in its own way. */
  get mostWanted(): number {
    return Math.floor(this.#size / 2);
  }

  has(unit: number): boolean {
    return this.#arena.starts[unit] !== ABSENT;
  }

  /**
   * Makes sure that every unit of `wanted` has a place, at most `mostWanted` shingles in all; returns those whose sets must be
   * brought in, at the places that their `starts` now say.
   */
  place(wanted: Iterable<number>): number[] {
    this.#wanted.clear();
    const missing: number[] = [];
    for (const unit of wanted) if (this.#wanted.add(unit) && !this.has(unit)) missing.push(unit);
    for (let i = 0; i < missing.length; i++) {
      for (const lost of this.#makeRoom(this.#arena.lengths[missing[i]])) {
        if (this.#wanted.has(lost)) missing.push(lost);
      }
      this.#arena.starts[missing[i]] = this.#head;
      this.#placed.push({ unit: missing[i], start: this.#head });
      this.#head += this.#arena.lengths[missing[i]];
    }
    return missing;
  }

  /** Takes a set's place away: it could not be brought in. */
  remove(unit: number): void {
    this.#arena.starts[unit] = ABSENT;
  }

  /** Clears `length` shingles from the head on, going round where the end is too near; returns the units that lost their places. */
  #makeRoom(length: number): number[] {
    const lost: number[] = [];
    if (this.#head + length > this.#size) {
      lost.push(...this.#evict(this.#head, this.#size));
      this.#head = 0;
    }
    lost.push(...this.#evict(this.#head, this.#head + length));
    return lost;
  }

  /** The oldest sets are the next ones in the ring. */
  #evict(start: number, end: number): number[] {
    const { starts, lengths } = this.#arena;
    const lost: number[] = [];
    for (; this.#first < this.#placed.length; this.#first++) {
      const { unit, start: at } = this.#placed[this.#first];
      // Taken away, and perhaps placed anew: whatever stands here is nobody's.
      if (starts[unit] !== at) continue;
      if (at >= end || at + lengths[unit] <= start) break;
      starts[unit] = ABSENT;
      lost.push(unit);
    }
    if (this.#first > this.#placed.length / 2) {
      this.#placed = this.#placed.slice(this.#first);
      this.#first = 0;
    }
    return lost;
  }
}
