// Hot stretches: where fingerprints say that many documents share a text of some length.

import { describe, expect, it } from 'vitest';
import { GROUP_CAP, Groups } from '../../src/match/gathering.js';
import type { HotStretch } from '../../src/match/hot-stretches.js';
import { listHotStretches } from '../../src/match/hot-stretches.js';
import { leaderOf } from '../../src/match/units.js';
import { listWords, writeTokens } from '../helpers/made-texts.js';
import type { MadeRun } from '../helpers/make-match-run.js';
import { makeMatchRun } from '../helpers/make-match-run.js';

function listOwn(page: number, count: number): string[] {
  return listWords(100_000 + 1000 * page, count);
}

function find(pages: readonly (readonly string[])[]): MadeRun & { stretches: HotStretch[]; postings: Groups } {
  const documents = pages.map((tokens, page) => ({ id: `page-${page}`, text: writeTokens(tokens) }));
  const made = makeMatchRun(documents, { nets: 'everybody' });
  const postings = new Groups(made.run.postings, GROUP_CAP);
  for (let unit = 0; unit < made.run.units.count; unit++) postings.admit(unit);
  return { ...made, postings, stretches: [...listHotStretches(made.run, postings, 16)] };
}

describe('listHotStretches', () => {
  const frame = listWords(5000, 80);

  it('leads to the whole frame in a document that has it, with its like for a sample', () => {
    const pages = Array.from({ length: 300 }, (_, page) => [
      ...listOwn(page, 30 + (page % 7)),
      ...frame,
      ...listOwn(page + 400, 30),
    ]);
    const { stretches, run } = find(pages);
    expect(stretches.length).toBeGreaterThan(1);
    for (const { unit, fingerprintHash, fingerprintHashes, start, end, sample, wanted } of stretches) {
      expect(fingerprintHashes).toContain(fingerprintHash);
      const own = 30 + (leaderOf(run.units, unit) % 7);
      // Up to fifteen shingles of the frame's ends may be chosen by the page's own windows; up to a window of its own text joins.
      expect(start).toBeLessThanOrEqual(own + 30);
      expect(end).toBeGreaterThanOrEqual(own + 46);
      expect(new Set(sample).size).toBe(sample.length);
      expect(sample.length).toBeGreaterThan(GROUP_CAP);
      expect(sample.length).toBeLessThanOrEqual(200);
      const documents = sample.map((other) => leaderOf(run.units, other));
      expect(documents).toEqual(documents.toSorted((a, b) => a - b));
      expect(wanted).toBeLessThanOrEqual(GROUP_CAP);
      expect(wanted).toBeGreaterThanOrEqual((GROUP_CAP * 200) / 300);
    }
  });

  it('passes over what is known when its turn comes', () => {
    const pages = Array.from({ length: 300 }, (_, page) => [
      ...listOwn(page, 30),
      ...frame,
      ...listOwn(page + 400, 30),
    ]);
    const { stretches, run, postings } = find(pages);
    const known = new Set<number>();
    const listed: number[] = [];
    for (const stretch of listHotStretches(run, postings, 16, (hash) => known.has(hash))) {
      expect(known.has(stretch.fingerprintHash)).toBe(false);
      for (const hash of stretch.fingerprintHashes) known.add(hash);
      listed.push(stretch.fingerprintHash);
    }
    expect(listed.length).toBeLessThan(stretches.length);
    expect(stretches.map(({ fingerprintHash }) => fingerprintHash)).toEqual(expect.arrayContaining(listed));
  });

  it('passes over a set phrase that stands alone, and over what no more than the cap have', () => {
    const phrase = listWords(9000, 8);
    const withPhrase = Array.from({ length: 150 }, (_, page) => [
      ...listOwn(page, 40),
      ...phrase,
      ...listOwn(page + 400, 40),
    ]);
    expect(find(withPhrase).stretches).toEqual([]);
    const framed = Array.from({ length: GROUP_CAP }, (_, page) => [...frame, ...listOwn(page, 40)]);
    expect(find(framed).stretches).toEqual([]);
    expect(find([]).stretches).toEqual([]);
  });
});
