// Reading documents again, over files in memory that change, vanish and come back between two looks.

import { describe, expect, it } from 'vitest';
import type { ShingleSequence, ShingleSet } from '../../src/model.js';
import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import { DocumentReader, type KeptByteLengths } from '../../src/workers/document-reader.js';
import { makeRelatives } from '../helpers/made-relatives.js';
import { sketchMemory } from '../helpers/memory-corpus.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { USUAL_SKETCH } from '../helpers/sketch-texts.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function sequenceOf(text: string): ShingleSequence {
  return structuredClone(createReferenceSketcher(USUAL_SKETCH).sequenceShingles(encoder.encode(text)));
}

/** The distinct shingles of a text, in no order, as strings. */
function shinglesOf(text: string): Set<string> {
  const { high, low, count } = sequenceOf(text);
  return new Set(Array.from({ length: count }, (_, k) => `${high[k]} ${low[k]}`));
}

/** The shingles of a set, as strings. */
function namesOf(set: ShingleSet | null): Set<string> {
  const words = set ?? new Uint32Array(0);
  return new Set(Array.from({ length: words.length / 2 }, (_, i) => `${words[2 * i + 1]} ${words[2 * i]}`));
}

/** The texts as lines of one file, behind a reader that keeps so many bytes of sets, and of sequences. */
async function createReader(texts: readonly string[], byteLength: number): Promise<DocumentReader> {
  const corpus = await sketchMemory({ 'all.jsonl': texts.map((text) => ({ text })) });
  return new DocumentReader({ ...corpus, ...corpus.tools }, { sets: byteLength, sequences: byteLength });
}

const ONE = 'one two three four five six seven eight nine ten';
const OTHER = 'one two three four five six and then something else';

describe('reading documents again', () => {
  it('gives texts, sequences and sets of what was sketched', async () => {
    const { reader, isChanged } = await sketchMemory({ 'a.txt': ONE, 'b.jsonl': [{ text: 'x' }, { text: OTHER }] });
    expect(decoder.decode(reader.readText(0) ?? undefined)).toBe(ONE);
    expect(decoder.decode(reader.readText(2) ?? undefined)).toBe(OTHER);
    expect(reader.getSequence(0)).toEqual(sequenceOf(ONE));
    expect(reader.getSequence(2)).toEqual(sequenceOf(OTHER));
    expect(namesOf(reader.get(2))).toEqual(shinglesOf(OTHER));
    expect(namesOf(reader.readSet(2))).toEqual(shinglesOf(OTHER));
    expect([...isChanged]).toEqual([0, 0, 0]);
  });

  it('gives the decoded text, whatever its charset', async () => {
    const text = 'Ubu à l’école';
    const utf16 = Uint8Array.of(
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from(text, (_, i) => text.charCodeAt(i)).buffer),
    );
    const { reader } = await sketchMemory({ 'a.txt': utf16 });
    expect(decoder.decode(reader.readText(0) ?? undefined)).toBe(text);
    expect(reader.getSequence(0)).toEqual(sequenceOf(text));
  });

  it.each([
    ['has another text', 'another text of one kind or other, you know'],
    ['has another text of the same length', ONE.replace('ten', 'TEN')],
    ['is empty', ''],
    ['is gone', null],
  ])('gives nothing of a document that %s, from then on', async (_, content) => {
    const { reader, files, isChanged } = await sketchMemory({ 'a.txt': ONE, 'b.txt': OTHER });
    files.write('a.txt', content);
    expect(reader.get(0)).toBeNull();
    expect([...isChanged]).toEqual([1, 0]);
    expect(reader.getSequence(0)).toBeNull();
    // Even when it is what it was again: half of the run took it for changed.
    files.write('a.txt', ONE);
    expect(reader.get(0)).toBeNull();
    expect(reader.getSequence(0)).toBeNull();
    expect(reader.readSet(0)).toBeNull();
    expect(reader.readText(0)).toBeNull();
    expect([...isChanged]).toEqual([1, 0]);
    expect(reader.get(1)).toHaveLength(2 * shinglesOf(OTHER).size);
  });

  it('gives nothing of a changed document by any way once one way found it changed', async () => {
    const { reader, files, isChanged } = await sketchMemory({ 'a.txt': ONE, 'b.txt': OTHER });
    expect(reader.get(0)).not.toBeNull();
    expect(reader.getSequence(1)).not.toBeNull();
    files.write('a.txt', 'changed');
    files.write('b.txt', null);
    expect(reader.getSequence(0)).toBeNull();
    expect(reader.get(1)).toBeNull();
    expect(reader.get(0)).toBeNull();
    expect(reader.getSequence(1)).toBeNull();
    expect([...isChanged]).toEqual([1, 1]);
  });

  it('gives no text but the one that was sketched', async () => {
    const { reader, files, isChanged } = await sketchMemory({ 'a.txt': ONE, 'b.txt': OTHER });
    files.write('a.txt', ONE.replace('ten', 'TEN'));
    expect(reader.readText(0)).toBeNull();
    files.write('a.txt', ONE);
    expect(reader.readText(0)).toBeNull();
    files.write('b.txt', null);
    expect(reader.readText(1)).toBeNull();
    expect([...isChanged]).toEqual([1, 1]);
  });

  it('does not read a document again that was found changed', async () => {
    const { reader, files } = await sketchMemory({ 'a.txt': ONE });
    files.write('a.txt', null);
    reader.get(0);
    const looks = files.readAgain.length;
    reader.get(0);
    reader.getSequence(0);
    expect(files.readAgain).toHaveLength(looks);
  });

  it('reads a document once for many looks at its set, and once for many at its sequence', async () => {
    const { reader, files } = await sketchMemory({ 'a.txt': ONE });
    for (let i = 0; i < 5; i++) reader.get(0);
    for (let i = 0; i < 5; i++) reader.getSequence(0);
    expect(files.readAgain).toEqual(['a.txt@0', 'a.txt@0']);
  });

  it('gives nothing of a document that another reader of the run found changed', async () => {
    const corpus = await sketchMemory({ 'a.txt': ONE, 'b.txt': OTHER });
    const { reader, files } = corpus;
    const other = new DocumentReader({ ...corpus, ...corpus.tools });
    expect([reader.get(0), reader.getSequence(0)]).not.toContain(null);
    files.write('a.txt', 'changed');
    expect(other.readSet(0)).toBeNull();
    files.write('a.txt', ONE);
    expect([reader.get(0), reader.getSequence(0)]).toEqual([null, null]);
    expect([reader.readSet(0), reader.readText(0)]).toEqual([null, null]);
    expect(namesOf(reader.get(1))).toEqual(shinglesOf(OTHER));
  });

  it('reads a set that is not to be kept every time, and keeps none', async () => {
    const { reader, files } = await sketchMemory({ 'a.txt': ONE, 'b.txt': OTHER });
    for (const document of [0, 1, 0]) expect(namesOf(reader.readSet(document)).size).toBeGreaterThan(5);
    reader.get(0);
    expect(files.readAgain).toEqual(['a.txt@0', 'b.txt@0', 'a.txt@0', 'a.txt@0']);
  });

  it.each([
    ['everything', Infinity],
    ['a few documents', 500],
    ['nothing but the last', 0],
  ])('gives the right sets and sequences of many documents in any order, while it keeps %s', async (_, byteLength) => {
    const draws = seedDraws(17);
    const texts = Array.from({ length: 300 }, (_, i) =>
      Array.from({ length: 1 + draws.below(12) }, () => `w${draws.below(40)}`)
        .join(' ')
        .concat(` ${i % 3}`),
    );
    const reader = await createReader(texts, byteLength);
    const held = new Map<number, ShingleSet | null>();
    for (let i = 0; i < 600; i++) {
      const document = draws.below(texts.length);
      const set = reader.get(document);
      expect(set).toHaveLength(2 * shinglesOf(texts[document]).size);
      held.set(document, set);
      if (i % 2 === 0) expect(reader.getSequence(document)?.low.join()).toBe(sequenceOf(texts[document]).low.join());
    }
    // Sets given out long ago are still what they were.
    for (const [document, set] of held) {
      expect(namesOf(set)).toEqual(shinglesOf(texts[document]));
    }
  });
});

describe('what is kept of documents read again', () => {
  /** Texts of six shingles: 48 bytes a set, and 9 × 10 tokens + 12 × 6 shingles = 162 bytes a sequence. */
  const texts = Array.from({ length: 8 }, (_, i) => Array.from({ length: 10 }, (_, word) => `w${i}v${word}`).join(' '));

  /** How many documents each look reads. */
  async function countReads(
    kept: Partial<KeptByteLengths>,
    looks: readonly number[],
    look: (reader: DocumentReader, document: number) => unknown,
  ): Promise<number[]> {
    const corpus = await sketchMemory({ 'all.jsonl': texts.map((text) => ({ text })) });
    const { files } = corpus;
    const reader = new DocumentReader({ ...corpus, ...corpus.tools }, kept);
    return looks.map((document) => {
      const before = files.readAgain.length;
      expect(look(reader, document)).not.toBeNull();
      return files.readAgain.length - before;
    });
  }

  const looks = [0, 1, 0, 2, 0, 1, 2, 1];
  const reads = [1, 1, 0, 1, 0, 1, 1, 0];

  it('is the sets that fit, the least recently used given up first', async () => {
    const kept = { sets: 2 * 48, sequences: 0 };
    expect(await countReads(kept, looks, (reader, document) => reader.get(document))).toEqual(reads);
  });

  it('is the large sets that fit, beside the others, and the last one in any case', async () => {
    const get = (reader: DocumentReader, document: number): unknown => reader.get(document);
    expect(await countReads({ largestSet: 40, giantSets: 2 * 48, sets: 0 }, looks, get)).toEqual(reads);
    expect(await countReads({ largestSet: 40, giantSets: 10, sets: 0 }, [0, 0, 1, 1, 0], get)).toEqual([1, 0, 1, 0, 1]);
    expect(await countReads({ largestSet: 48, giantSets: 2 * 48, sets: 0 }, [0, 1, 0, 1], get)).toEqual([1, 1, 1, 1]);
  });

  it('is the sequences that fit, the least recently used given up first', async () => {
    const kept = { sets: 0, sequences: 2 * 162 };
    expect(await countReads(kept, looks, (reader, document) => reader.getSequence(document))).toEqual(reads);
  });

  it('is one document in any case, however large', async () => {
    const kept = { sets: 1, sequences: 1 };
    expect(await countReads(kept, [0, 0, 1, 1, 0], (reader, document) => reader.get(document))).toEqual([
      1, 0, 1, 0, 1,
    ]);
  });
});

describe('a document that is walked', () => {
  const texts = makeRelatives(5, 40).map(({ text }) => text);

  it('has the coverage that its sequence has, and shows all of its shingles in order', async () => {
    const corpus = await sketchMemory({ 'all.jsonl': texts.map((text) => ({ text })), 'empty.txt': '' });
    const [walking, sequencing] = [0, Infinity].map(
      (leastWalked) => new DocumentReader({ ...corpus, ...corpus.tools }, { leastWalked }),
    );
    let covered = 0;
    for (let document = 0; document < texts.length; document++) {
      const set = sequencing.get((document * 7) % texts.length) ?? new Uint32Array(0);
      const share = walking.measureCoverage(document, set);
      expect(share).toBe(sequencing.measureCoverage(document, set));
      if (share !== null && share > 0 && share < 1) covered++;
      const low: number[] = [];
      expect(walking.walk(document, (stretch) => void low.push(...stretch.low))).toBe(true);
      expect(low).toEqual([...sequenceOf(texts[document]).low]);
    }
    expect(covered).toBeGreaterThan(2);
    expect(walking.measureCoverage(texts.length, new Uint32Array(0))).toBe(0);
    expect(corpus.files.readAgain.length).toBeGreaterThan(3 * texts.length);
  });

  it('is nothing once it changed', async () => {
    const corpus = await sketchMemory({ 'a.txt': ONE, 'b.txt': OTHER });
    const reader = new DocumentReader({ ...corpus, ...corpus.tools }, { leastWalked: 0 });
    corpus.files.write('a.txt', ONE.replace('ten', 'TEN'));
    expect(reader.walk(0, () => undefined)).toBe(false);
    expect(reader.measureCoverage(0, new Uint32Array(0))).toBeNull();
    expect([...corpus.isChanged]).toEqual([1, 0]);
    expect(reader.measureCoverage(1, new Uint32Array(0))).toBe(0);
  });
});
