// Sets are where their places are, whoever brought them in, from whichever of their documents is there.

import { describe, expect, it } from 'vitest';
import { leaderOf } from '../../src/match/units.js';
import { bringInSets } from '../../src/workers/bring-in-sets.js';
import { ArenaPlaces, viewHalves } from '../../src/workers/set-arena.js';
import { createPools, makeContents } from '../helpers/crew-pools.js';
import { shareMemory } from '../helpers/shared-run.js';

describe('bringInSets', () => {
  it('brings in every set that is wanted, and takes the places of those that are all gone', async () => {
    for (const size of [0, 1, 2]) {
      const shared = await shareMemory(makeContents(21, 90), { shingles: 1_000_000 });
      const { corpus, run } = shared;
      const { board, arena } = run;
      const { units } = board;
      const pool = createPools(shared)[size];
      // Of some units the leader is gone, of others everybody.
      const gone = new Set<number>();
      let hurt = 0;
      for (let unit = 0; unit < units.count; unit += 5) {
        const members = units.members.subarray(units.starts[unit], units.starts[unit + 1]);
        const lost = unit % 2 === 0 ? members : members.subarray(0, 1);
        for (const document of lost) corpus.files.write(corpus.documents.ids.read(document), null);
        if (lost.length === members.length) gone.add(unit);
        else hurt++;
      }
      expect(Math.min(gone.size, hurt)).toBeGreaterThan(2);
      const before = new Map<number, number[]>();
      for (let unit = 0; unit < units.count; unit++) {
        if (gone.has(unit)) continue;
        const members = [...units.members.subarray(units.starts[unit], units.starts[unit + 1])];
        const set = members.map((document) => corpus.reader.get(document)).find((found) => found !== null);
        before.set(unit, [...new Set(set?.filter((_, i) => i % 2 === 1))]);
      }
      const places = new ArenaPlaces(arena);
      let pauses = 0;
      const pause = (): Promise<void> => Promise.resolve(void pauses++);
      await bringInSets({ pool, board, arena, pause }, places.place([...Array(units.count).keys()]), places);
      for (let unit = 0; unit < units.count; unit++) {
        expect(places.has(unit)).toBe(!gone.has(unit));
        if (!gone.has(unit)) expect([...(viewHalves(arena, unit) ?? [])]).toEqual(before.get(unit));
        if (gone.has(unit)) expect(corpus.isChanged[leaderOf(units, unit)]).toBe(1);
      }
      expect(pauses).toBeGreaterThan(0);
      await bringInSets({ pool, board, arena, pause }, [], places);
    }
  });
});
