// A table of shingles: whether one is among a few thousand, asked for millions.
//
// Open addressing over flat columns, so that it can be handed to other threads as it is. Refuses counts and places.
import { createWords } from '../columns.js';

/** Bits of a low word that the filter looks at: 8 KB, which stay in the first-level cache. */
const FILTER_BITS = 16;

/** Plain data: the words of each shingle, in order of arrival, and the slots that lead to them. */
export interface ShingleTable {
  /** A bit for each end of a low word that occurs: most shingles asked for are strangers. */
  readonly filter: Uint32Array;
  /** One more than the row that is meant; 0 where there is none. */
  readonly slots: Uint32Array;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly count: number;
}

const EMPTY: ShingleTable = {
  filter: new Uint32Array(2 ** (FILTER_BITS - 5)),
  slots: new Uint32Array(2),
  high: new Uint32Array(0),
  low: new Uint32Array(0),
  count: 0,
};

/** Collects shingles. Lives as long as they are looked for. */
export class ShingleTableBuilder {
  #table: ShingleTable = EMPTY;

  get table(): ShingleTable {
    return this.#table;
  }

  /** Adds a shingle; whether it is new. */
  add(high: number, low: number): boolean {
    if (hasTableShingle(this.#table, high, low)) return false;
    const { count } = this.#table;
    if (count === this.#table.high.length) this.#grow();
    const table = this.#table;
    table.slots[findSlot(table, high, low)] = count + 1;
    table.high[count] = high;
    table.low[count] = low;
    table.filter[(low & FILTER_MASK) >>> 5] |= 1 << (low & 31);
    this.#table = { ...table, count: count + 1 };
    return true;
  }

  #grow(): void {
    const { filter, high, low, count } = this.#table;
    const capacity = Math.max(256, 2 * count);
    const grown = {
      filter: createWords(filter.length),
      slots: createWords(4 * capacity),
      high: createWords(capacity),
      low: createWords(capacity),
      count,
    };
    grown.filter.set(filter);
    grown.high.set(high);
    grown.low.set(low);
    for (let row = 0; row < count; row++) grown.slots[findSlot(grown, high[row], low[row])] = row + 1;
    this.#table = grown;
  }
}

const FILTER_MASK = 2 ** FILTER_BITS - 1;

export function hasTableShingle(table: ShingleTable, high: number, low: number): boolean {
  if (((table.filter[(low & FILTER_MASK) >>> 5] >>> (low & 31)) & 1) === 0) return false;
  return table.slots[findSlot(table, high, low)] !== 0;
}

/** The slot of a shingle, or the empty one where it would be. */
function findSlot({ slots, high, low }: ShingleTable, wantedHigh: number, wantedLow: number): number {
  // Slots are a power of two.
  const mask = slots.length - 1;
  let slot = (wantedLow ^ Math.imul(wantedHigh, 0x9e3779b1)) & mask;
  while (slots[slot] !== 0 && (high[slots[slot] - 1] !== wantedHigh || low[slots[slot] - 1] !== wantedLow)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}
