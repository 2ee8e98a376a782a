// What is required, and what counts neither way.

import { describe, expect, it } from 'vitest';
import { divide, isRequired, judgePair, measureRecall } from '../../../bench/accuracy/judge-pairs.js';
import { makeMeasurer } from '../../../bench/accuracy/measures.js';
import type { Corpus } from '../../../bench/accuracy/corpus.js';

const THRESHOLDS = { jaccard: 0.6, containment: 0.8, minWords: 20, passage: 50 };

/** Texts of numbered words, so that their shared shingles can be counted on fingers. */
function makeNumberedText(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, i) => `w${from + i}`).join(' ');
}

function makeCorpus(texts: string[]): Corpus {
  const ids = texts.map((_, i) => String(i));
  const numbers = new Map(ids.map((id, i) => [id, i]));
  return { name: 'numbers', file: '', ids, numbers, texts, isPlanted: false, listed: new Map(), components: null };
}

describe('isRequired', () => {
  it('asks for a Jaccard above the margin, or for a containment with 32 shingles', () => {
    expect(isRequired({ jaccard: 0.61, containment: 0.7, smallerSize: 5 }, THRESHOLDS)).toBe(true);
    expect(isRequired({ jaccard: 0.609, containment: 0.7, smallerSize: 500 }, THRESHOLDS)).toBe(false);
    expect(isRequired({ jaccard: 0.1, containment: 0.82, smallerSize: 32 }, THRESHOLDS)).toBe(true);
    expect(isRequired({ jaccard: 0.1, containment: 0.82, smallerSize: 31 }, THRESHOLDS)).toBe(false);
    expect(isRequired({ jaccard: 0.1, containment: 0.805, smallerSize: 99 }, THRESHOLDS)).toBe(false);
  });
});

describe('judgePair', () => {
  // 100 shingles each; shared 75: Jaccard 0.6 exactly; 74: 0.587; shared 80: 0.667.
  const corpus = makeCorpus([
    makeNumberedText(0, 104),
    makeNumberedText(25, 129),
    makeNumberedText(26, 130),
    makeNumberedText(60, 164),
    makeNumberedText(0, 19),
    makeNumberedText(0, 20),
  ]);
  const measurer = makeMeasurer(corpus.texts);
  const judge = (right: number, relation: string): string =>
    judgePair(corpus, measurer, THRESHOLDS, { left: 0, right, relation, jaccard: 0, containment: 0, shared: 0 });

  it('accepts the relation that holds, at the threshold itself too', () => {
    expect(judge(1, 'near')).toBe('right');
    expect(judge(5, 'contained')).toBe('right');
  });

  it('calls a pair false whose measures are below every threshold', () => {
    expect(judge(2, 'near')).toBe('false');
    expect(judge(3, 'contained')).toBe('false');
  });

  it('calls a document below --min-words never contained', () => {
    expect(judge(4, 'contained')).toBe('false');
  });

  it('calls a pair misnamed that another relation holds for', () => {
    expect(judge(5, 'near')).toBe('misnamed');
    expect(judge(1, 'identical')).toBe('misnamed');
  });

  it('accepts either side of a threshold within the margin', () => {
    const close = { ...THRESHOLDS, jaccard: 0.605 };
    const pair = { left: 0, right: 1, relation: 'near', jaccard: 0, containment: 0, shared: 0 };
    expect(judgePair(corpus, measurer, close, pair)).toBe('right');
    expect(judgePair(corpus, measurer, { ...close, jaccard: 0.611 }, pair)).toBe('false');
  });
});

describe('measureRecall', () => {
  it('counts pairs of high containment and low Jaccard apart, if the smaller can be contained at all', () => {
    const corpus = makeCorpus([makeNumberedText(0, 200), makeNumberedText(10, 34), makeNumberedText(10, 29)]);
    const measurer = makeMeasurer(corpus.texts);
    for (const [key, right] of [1, 2].entries()) {
      corpus.listed.set(key, { left: 0, right, ...measurer.measure(0, right), kind: null });
    }
    const recall = measureRecall(corpus, measurer, THRESHOLDS, []);
    expect(recall.lowJaccard).toEqual({ required: 1, found: 0 });
    expect(recall.required).toBe(0);
  });
});

describe('divide', () => {
  it('is 1 where nothing is required', () => {
    expect(divide({ required: 0, found: 0 })).toBe(1);
    expect(divide({ required: 4, found: 3 })).toBe(0.75);
  });
});
