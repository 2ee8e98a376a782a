// The arena of sets against a list of what each place must still hold, round the ring many times.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArenaPlaces, createSetArena, viewHalves } from '../../src/workers/set-arena.js';
import type { SetArena } from '../../src/workers/set-arena.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 20_250_101;

/** An arena, and a model of it: per unit the mark that was written to its place. */
class CheckedArena {
  readonly arena: SetArena;
  readonly places: ArenaPlaces;
  readonly marks = new Map<number, number>();
  #mark = 0;

  constructor(shingles: number, lengths: readonly number[]) {
    this.arena = createSetArena(shingles, Uint32Array.from(lengths));
    this.places = new ArenaPlaces(this.arena);
  }

  /** Places units and brings in what is missing, checking all that is promised; returns what was brought in. */
  place(wanted: readonly number[]): number[] {
    const before = new Set(this.#listPresent());
    const missing = this.places.place(wanted);
    expect(new Set(missing).size).toBe(missing.length);
    expect(missing.filter((unit) => !wanted.includes(unit))).toEqual([]);
    // Whoever was not here must be brought in.
    expect(wanted.filter((unit) => !before.has(unit) && !missing.includes(unit))).toEqual([]);
    expect(wanted.filter((unit) => !this.places.has(unit))).toEqual([]);
    for (const unit of missing) {
      // Repeats of a high word are written once: fewer than there is room for, but for some.
      this.arena.counts[unit] = this.arena.lengths[unit] - (unit % 3 === 0 ? 0 : this.arena.lengths[unit] >> 2);
      viewHalves(this.arena, unit)?.fill(++this.#mark);
      this.marks.set(unit, this.#mark);
    }
    this.check();
    return missing;
  }

  remove(unit: number): void {
    this.places.remove(unit);
    this.check();
  }

  /** What is here is what was written; so no two places overlap, and none reaches past the end. */
  check(): void {
    const spoilt = this.#listPresent().filter((unit) => {
      const halves = viewHalves(this.arena, unit) ?? new Uint32Array(0);
      return halves.length !== this.arena.counts[unit] || halves.some((word) => word !== this.marks.get(unit));
    });
    expect(spoilt).toEqual([]);
  }

  #listPresent(): number[] {
    return Array.from(this.arena.lengths.keys()).filter((unit) => this.places.has(unit));
  }
}

/** Units drawn as long as together they want no more than may be wanted. */
function drawWanted({ arena, places }: CheckedArena, draws: ReturnType<typeof seedDraws>): number[] {
  const wanted = new Set<number>();
  let sum = 0;
  for (let tries = draws.below(12); tries >= 0; tries--) {
    const unit = draws.below(arena.lengths.length);
    if (wanted.has(unit) || sum + arena.lengths[unit] > places.mostWanted) continue;
    wanted.add(unit);
    sum += arena.lengths[unit];
  }
  return [...wanted];
}

describe('places in an arena', () => {
  it('are there for everybody who is wanted, and what was written to them stays while they last', () => {
    const anyRun = fc.record({
      seed: fc.nat(),
      shingles: fc.integer({ min: 4, max: 200 }),
      units: fc.integer({ min: 1, max: 40 }),
    });
    let evicted = 0;
    let kept = 0;
    const property = fc.property(anyRun, ({ seed, shingles, units }) => {
      const draws = seedDraws(seed);
      const most = Math.floor(shingles / 2);
      // Many of length 1, some of exactly what may be wanted, the rest between.
      const lengths = Array.from({ length: units }, () => draws.pick([1, 1, most, 1 + draws.below(most)]));
      const checked = new CheckedArena(shingles, lengths);
      expect(checked.places.mostWanted).toBe(most);
      for (let step = 0; step < 50; step++) {
        if (draws.below(5) === 0) {
          checked.remove(draws.below(units));
          continue;
        }
        const known = checked.marks.size;
        const wanted = drawWanted(checked, draws);
        const missing = checked.place(wanted);
        kept += wanted.length - missing.length;
        evicted += missing.length - (checked.marks.size - known);
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 150 });
    // Both happened: who was here stayed, and who was not any more came again.
    expect(kept).toBeGreaterThan(1000);
    expect(evicted).toBeGreaterThan(1000);
  });

  it('go round: the oldest make room, and nobody else', () => {
    const checked = new CheckedArena(10, [2, 2, 2, 2, 2, 2, 2]);
    for (let unit = 0; unit < 5; unit++) expect(checked.place([unit])).toEqual([unit]);
    for (let unit = 0; unit < 5; unit++) expect(checked.place([unit])).toEqual([]);
    expect(checked.place([5])).toEqual([5]);
    expect([0, 1, 2, 3, 4, 5].filter((unit) => !checked.places.has(unit))).toEqual([0]);
    expect(checked.place([0])).toEqual([0]);
    expect([0, 1, 2, 3, 4, 5].filter((unit) => !checked.places.has(unit))).toEqual([1]);
  });

  it('leave a gap at the end of the ring that is too short, and lose who stands in it', () => {
    const checked = new CheckedArena(12, [3, 3, 3, 2, 1, 3, 2]);
    for (const unit of [0, 1, 2, 3, 4]) checked.place([unit]);
    // Round the ring; then one stands before the end, and the next does not fit there.
    for (const unit of [5, 0, 1, 6]) checked.place([unit]);
    expect(checked.arena.starts[6]).toBe(9);
    checked.place([2]);
    expect(checked.arena.starts[2]).toBe(0);
    expect(checked.places.has(5)).toBe(false);
  });

  it('bring a wanted unit in again that had to make room for another wanted one', () => {
    const checked = new CheckedArena(16, [2, 2, 4, 4, 4, 2]);
    for (const unit of [0, 1, 2, 3, 4]) checked.place([unit]);
    // Unit 5 goes where unit 0 stands, which is wanted too.
    expect(checked.place([0, 5])).toEqual([5, 0]);
    expect([checked.arena.starts[5], checked.arena.starts[0]]).toEqual([0, 2]);
    expect(checked.places.has(1)).toBe(false);
  });

  it('hold a set of just as much as may be wanted, as often as it is placed', () => {
    const checked = new CheckedArena(11, [5, 5, 1, 5, 4, 5, 5]);
    expect(checked.places.mostWanted).toBe(5);
    for (let round = 0; round < 50; round++) checked.place([round % 7]);
  });

  it('are free for the same unit once they were taken away', () => {
    const checked = new CheckedArena(8, [1, 2, 2]);
    checked.place([1]);
    checked.remove(1);
    expect(viewHalves(checked.arena, 1)).toBeNull();
    expect(checked.place([1])).toEqual([1]);
    checked.remove(1);
    checked.remove(1);
    for (let round = 0; round < 30; round++) {
      checked.place([round % 3]);
      if (round % 4 === 0) checked.remove(round % 3);
    }
  });

  it('are nobody’s at first', () => {
    const arena = createSetArena(100, Uint32Array.of(1, 2, 3));
    expect(arena.words).toHaveLength(100);
    expect([0, 1, 2].map((unit) => viewHalves(arena, unit))).toEqual([null, null, null]);
    expect(arena.words.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(arena.starts.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(arena.counts.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});
