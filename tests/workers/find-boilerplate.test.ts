// Boilerplate: frames of made-up pages, named once and as far as they reach.

import { describe, expect, it } from 'vitest';
import type { Boilerplate } from '../../src/match/boilerplate.js';
import { GROUP_CAP, Groups } from '../../src/match/gathering.js';
import { hasTableShingle } from '../../src/match/shingle-table.js';
import { findBoilerplate } from '../../src/workers/find-boilerplate.js';
import { listWords, makeCharacter, sumHalfWords, writeTokens } from '../helpers/made-texts.js';
import { makeMatchRun } from '../helpers/make-match-run.js';
import { createOverlapPool } from '../helpers/overlap-pool.js';
import { USUAL_SKETCH } from '../helpers/sketch-texts.js';

/** Words that only one page has. */
function listOwn(page: number, count: number): string[] {
  return listWords(100_000 + 1000 * page, count);
}

interface FoundBoilerplate {
  readonly boilerplate: Boilerplate;
  /** Of each run the tokens that it names, joined, and how many documents it is said to be in. */
  readonly named: readonly { readonly text: string; readonly documents: number; readonly words: number }[];
  /** Whether every shingle of a text is boilerplate, none is, or some are. */
  readonly judge: (tokens: readonly string[]) => 'all' | 'none' | 'some';
}

async function find(pages: readonly (readonly string[])[]): Promise<FoundBoilerplate> {
  const documents = pages.map((tokens, page) => ({ id: `page-${page}`, text: writeTokens(tokens) }));
  const rowOf = new Map(documents.map(({ id }, row) => [id, row]));
  const { run, idOf, sequenceOf, texts } = makeMatchRun(documents, { nets: 'everybody' });
  const postings = new Groups(run.postings, GROUP_CAP);
  for (let unit = 0; unit < run.units.count; unit++) postings.admit(unit);
  const boilerplate = await findBoilerplate(run, createOverlapPool(sequenceOf), postings, USUAL_SKETCH.window);
  const named = boilerplate.runs.map((found) => {
    const tokens = pages[rowOf.get(idOf(found.unit)) ?? -1].slice(found.firstToken, found.lastToken + 1);
    expect(found.halfWords).toBe(sumHalfWords(tokens));
    return { text: tokens.join(' '), documents: found.documents, words: found.halfWords / 2 };
  });
  const judge = (tokens: readonly string[]): 'all' | 'none' | 'some' => {
    const page = pages.findIndex((other) => ` ${other.join(' ')} `.includes(` ${tokens.join(' ')} `));
    const sequence = texts.sequenceOf(page);
    const start = ` ${pages[page].join(' ')} `
      .split(` ${tokens.join(' ')} `)[0]
      .split(' ')
      .filter(Boolean).length;
    let [inside, hot] = [0, 0];
    for (let k = 0; k < sequence.count; k++) {
      const last = sequence.tokens - sequence.count + k;
      if (sequence.firstTokens[k] < start || last >= start + tokens.length) continue;
      inside++;
      if (hasTableShingle(boilerplate.table, sequence.high[k], sequence.low[k])) hot++;
    }
    return hot === 0 ? 'none' : hot === inside ? 'all' : 'some';
  };
  return { boilerplate, named, judge };
}

function makePages(count: number, make: (page: number) => string[]): string[][] {
  return Array.from({ length: count }, (_, page) => make(page));
}

/**
 * Several frames, so that fingerprints fall on every place now and then, the first and the last shingle too. At the start or
 * the end of pages 36 words are sure to be named, in the middle 50: at an edge pages choose fingerprints of their own.
 */
const FRAMES = Array.from({ length: 12 }, (_, i) => listWords(5000 + 500 * i, 36 + 9 * i));
/** Pages that share a frame: more than the cap. */
const PAGES = 110;

describe('findBoilerplate', () => {
  it('names a frame of 150 pages once, and says how many there are', async () => {
    const pages = makePages(150, (page) => [...FRAMES[3], ...listOwn(page, 40)]);
    expect((await find(pages)).named).toEqual([{ text: FRAMES[3].join(' '), documents: 150, words: FRAMES[3].length }]);
  });

  it('names a header once, with exactly its extent, and all its shingles', async () => {
    for (const frame of FRAMES) {
      const { named, judge } = await find(makePages(PAGES, (page) => [...frame, ...listOwn(page, 40)]));
      expect(named).toEqual([{ text: frame.join(' '), documents: PAGES, words: frame.length }]);
      expect(judge(frame)).toBe('all');
      expect(judge(listOwn(7, 40))).toBe('none');
    }
  });

  it('names a footer once, with exactly its extent, and all its shingles', async () => {
    for (const frame of FRAMES) {
      const { named, judge } = await find(makePages(PAGES, (page) => [...listOwn(page, 40), ...frame]));
      expect(named).toEqual([{ text: frame.join(' '), documents: PAGES, words: frame.length }]);
      expect(judge(frame)).toBe('all');
      expect(judge(listOwn(7, 40))).toBe('none');
    }
  });

  it('names header and footer, each once, wherever a page holds its own text', async () => {
    for (const [i, header] of FRAMES.slice(0, 6).entries()) {
      const footer = FRAMES[i + 6];
      const pages = makePages(PAGES, (page) => [...header, ...listOwn(page, 30 + (page % 17)), ...footer]);
      const { named } = await find(pages);
      expect(named.map(({ text }) => text).sort()).toEqual([header.join(' '), footer.join(' ')].sort());
    }
  });

  it('names a frame in the middle of pages', async () => {
    for (const frame of FRAMES.slice(2, 8)) {
      const pages = makePages(130, (page) => [...listOwn(page, 5 + (page % 31)), ...frame, ...listOwn(page + 500, 40)]);
      expect((await find(pages)).named).toEqual([{ text: frame.join(' '), documents: 130, words: frame.length }]);
    }
  });

  it('names a frame of characters, counting each as half a word', async () => {
    const frame = Array.from({ length: 60 }, (_, i) => makeCharacter(100 + i));
    const { named } = await find(makePages(120, (page) => [...frame, ...listOwn(page, 40)]));
    expect(named).toEqual([{ text: frame.join(' '), documents: 120, words: 30 }]);
  });

  it('names nothing that 100 pages share, and what 101 share', async () => {
    const frame = FRAMES[5];
    const pages = makePages(GROUP_CAP + 1, (page) => [...frame, ...listOwn(page, 40)]);
    expect((await find(pages.slice(1))).named).toEqual([]);
    expect((await find(pages)).named).toHaveLength(1);
  });

  it('does not call a set phrase boilerplate, for it is shorter than what winnowing guarantees', async () => {
    for (let i = 0; i < 4; i++) {
      const phrase = listWords(9000 + 100 * i, 19);
      const makePage = (page: number): string[] => [
        ...listOwn(page, 20 + (page % 7)),
        ...phrase,
        ...listOwn(page + 500, 30),
      ];
      const { named, judge } = await find(makePages(PAGES, makePage));
      expect(named).toEqual([]);
      expect(judge(phrase)).toBe('none');
    }
  });

  it('calls no set phrase boilerplate that stands beside a frame', async () => {
    for (const frame of FRAMES.slice(0, 6)) {
      const phrase = frame.slice(0, 12).reverse();
      const pages = makePages(PAGES, (page) => [...listOwn(page, 20), ...phrase, `own${page}`, ...frame]);
      const { named, judge } = await find(pages);
      expect(named.map(({ text }) => text)).toEqual([frame.join(' ')]);
      expect(judge(phrase)).toBe('none');
    }
  });

  it('names a frame once though some pages add a word or two to it', async () => {
    for (const frame of FRAMES.slice(2, 8)) {
      const pages = makePages(400, (page) => [
        ...listOwn(page, 25 + (page % 13)),
        ...frame,
        ...['first', 'second', 'third'].slice(0, page % 3),
        ...listOwn(page + 500, 30),
      ]);
      const { named } = await find(pages);
      expect(named).toHaveLength(1);
      expect(named[0].text.startsWith(frame.join(' '))).toBe(true);
      expect(named[0].documents).toBe(400);
    }
  });

  it('leaves out what fewer pages add to a frame', async () => {
    const [frame, addition] = [FRAMES[6], listWords(70_000, 40)];
    const pages = makePages(300, (page) => [...frame, ...(page % 4 === 0 ? addition : []), ...listOwn(page, 40)]);
    const { named, judge } = await find(pages);
    expect(named).toEqual([{ text: frame.join(' '), documents: 300, words: frame.length }]);
    expect(judge(addition)).toBe('none');
  });

  it('finds none in an empty corpus, nor among strangers', async () => {
    expect((await find([])).named).toEqual([]);
    expect((await find(makePages(PAGES, (page) => listOwn(page, 60)))).named).toEqual([]);
  });
});
