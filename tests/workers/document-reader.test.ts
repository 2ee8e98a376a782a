// Reading documents again, over files in memory that change, vanish and come back between two looks.

import { describe, expect, it } from 'vitest';
import { countSharedShingles } from '../../src/match/shingle-set.js';
import type { ShingleSequence, Sketcher } from '../../src/model.js';
import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import { DEFAULT_SKETCH, sketchMemory } from '../helpers/memory-corpus.js';
import { seedRandom, shuffle } from '../helpers/seeded-random.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function sequenceOf(text: string): ShingleSequence {
  return structuredClone(createReferenceSketcher(DEFAULT_SKETCH).sequenceShingles(encoder.encode(text)));
}

/** The distinct shingles of a text, in no order, as strings. */
function shinglesOf(text: string): Set<string> {
  const { high, low, count } = sequenceOf(text);
  return new Set(Array.from({ length: count }, (_, k) => `${high[k]} ${low[k]}`));
}

const ONE = 'one two three four five six seven eight nine ten';
const OTHER = 'one two three four five six and then something else';

describe('reading documents again', () => {
  it('gives texts, sequences and sets of what was sketched', async () => {
    const { reader } = await sketchMemory({ 'a.txt': ONE, 'b.jsonl': [{ text: 'x' }, { text: OTHER }] });
    expect(decoder.decode(reader.readText(0) ?? undefined)).toBe(ONE);
    expect(decoder.decode(reader.readText(2) ?? undefined)).toBe(OTHER);
    expect(reader.getSequence(0)).toEqual(sequenceOf(ONE));
    expect(reader.getSequence(2)).toEqual(sequenceOf(OTHER));
    const set = reader.get(2);
    expect(new Set(Array.from(set?.high ?? [], (high, i) => `${high} ${set?.low[i]}`))).toEqual(shinglesOf(OTHER));
    expect(reader.changed.size).toBe(0);
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
    const { reader, files } = await sketchMemory({ 'a.txt': ONE, 'b.txt': OTHER });
    files.write('a.txt', content);
    expect(reader.get(0)).toBeNull();
    expect([...reader.changed]).toEqual([0]);
    expect(reader.getSequence(0)).toBeNull();
    // Even when it is what it was again: half of the run took it for changed.
    files.write('a.txt', ONE);
    expect(reader.get(0)).toBeNull();
    expect(reader.getSequence(0)).toBeNull();
    expect([...reader.changed]).toEqual([0]);
    expect(reader.get(1)?.count).toBe(shinglesOf(OTHER).size);
  });

  it('gives nothing of a changed document by any way once one way found it changed', async () => {
    const { reader, files } = await sketchMemory({ 'a.txt': ONE, 'b.txt': OTHER });
    expect(reader.get(0)).not.toBeNull();
    expect(reader.getSequence(1)).not.toBeNull();
    files.write('a.txt', 'changed');
    files.write('b.txt', null);
    expect(reader.getSequence(0)).toBeNull();
    expect(reader.get(1)).toBeNull();
    expect(reader.get(0)).toBeNull();
    expect(reader.getSequence(1)).toBeNull();
    expect([...reader.changed].sort()).toEqual([0, 1]);
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

  it('reads what is wanted in the order in which it lies, whatever the order it is wanted in', async () => {
    const line = (i: number) => ({ text: `a line of number ${i}` });
    const { reader, files } = await sketchMemory({
      'z.jsonl': [line(1), line(2), line(3)],
      'a.txt': ONE,
      'm.jsonl': [line(4), line(5)],
    });
    reader.prefetch(Uint32Array.of(5, 3, 0, 4, 2));
    expect(files.readAgain).toEqual(['z.jsonl@0', 'z.jsonl@200', 'a.txt@0', 'm.jsonl@0', 'm.jsonl@100']);
    reader.get(3);
    expect(files.readAgain).toHaveLength(5);
  });

  it('goes on with the others where one that is wanted soon is gone', async () => {
    const { reader, files } = await sketchMemory({ 'a.txt': ONE, 'b.txt': OTHER });
    files.write('a.txt', null);
    reader.prefetch(Uint32Array.of(0, 1));
    expect([...reader.changed]).toEqual([0]);
    expect(files.readAgain).toEqual(['a.txt@0', 'b.txt@0']);
  });

  it('gives the right sets and sequences of thousands of documents, in any order', async () => {
    const random = seedRandom(17);
    const texts = Array.from({ length: 2000 }, (_, i) =>
      Array.from({ length: 1 + random.below(12) }, () => `w${random.below(40)}`)
        .join(' ')
        .concat(` ${i % 3}`),
    );
    const { reader } = await sketchMemory({ 'all.jsonl': texts.map((text) => ({ text })) });
    const held = new Map<number, ReturnType<typeof reader.get>>();
    for (let i = 0; i < 6000; i++) {
      const document = random.below(texts.length);
      const set = reader.get(document);
      expect(set?.count).toBe(shinglesOf(texts[document]).size);
      held.set(document, set);
      if (i % 4 === 0) expect(reader.getSequence(document)).toEqual(sequenceOf(texts[document]));
    }
    // Sets given out long ago are still what they were.
    for (const [document, set] of held) {
      if (set !== null) expect(countSharedShingles(set, set)).toBe(shinglesOf(texts[document]).size);
    }
  });
});

describe('the caches behind it', () => {
  /** A sketcher that makes of a number so many shingles, all different, at no cost. */
  function createNumberSketcher(): Sketcher & { calls: number } {
    const reference = createReferenceSketcher(DEFAULT_SKETCH);
    const counts = new Uint32Array(1 << 21).map((_, i) => i);
    return {
      name: 'reference',
      calls: 0,
      sketchDocument: (utf8) => reference.sketchDocument(utf8),
      sequenceShingles(utf8) {
        this.calls++;
        const { contentHash } = reference.sequenceShingles(utf8);
        const count = Number(decoder.decode(utf8));
        const [high, low] = [new Uint32Array(count).fill(count), counts.subarray(0, count)];
        const tokens = { tokens: 0, tokenHigh: counts.subarray(0, 0), tokenLow: counts.subarray(0, 0) };
        return { ...tokens, tokenHalfWords: new Uint8Array(0), count, high, low, firstTokens: low, contentHash };
      },
    };
  }

  it('let go of sequences they have no room for, the least recently used first, and read them again', async () => {
    // Twelve megabytes each, of the 32 that are kept.
    const counts = [1_000_000, 1_000_001, 1_000_002];
    const sketcher = createNumberSketcher();
    const contents = Object.fromEntries(counts.map((count) => [`${count}.txt`, String(count)]));
    const { reader } = await sketchMemory(contents, DEFAULT_SKETCH, sketcher);
    const look = (document: number): number => {
      const before = sketcher.calls;
      const sequence = reader.getSequence(document);
      expect(sequence?.count).toBe(counts[document]);
      expect(sequence?.high[0]).toBe(counts[document]);
      return sketcher.calls - before;
    };
    expect([0, 1, 0, 2, 0, 1, 2].map(look)).toEqual([1, 1, 0, 1, 0, 1, 1]);
  });

  it('let go of sets they have no room for, and give the right ones all the same', async () => {
    // Sixteen megabytes each, of the 128 that are kept.
    const counts = shuffle(
      Array.from({ length: 10 }, (_, i) => 2_000_000 + i),
      seedRandom(1),
    );
    const sketcher = createNumberSketcher();
    const contents = Object.fromEntries(counts.map((count) => [`${count}.txt`, String(count)]));
    const { reader } = await sketchMemory(contents, DEFAULT_SKETCH, sketcher);
    for (let document = 0; document < 10; document++) {
      const set = reader.get(document);
      expect([set?.count, set?.high[0], set?.low[7]]).toEqual([counts[document], counts[document], 7]);
    }
    expect(sketcher.calls).toBe(10);
    // The last is still there, the first is not.
    expect(reader.get(9)?.count).toBe(counts[9]);
    expect(sketcher.calls).toBe(10);
    expect(reader.get(0)?.count).toBe(counts[0]);
    expect(sketcher.calls).toBe(11);
  });

  it('are not filled beyond half by what is wanted soon', async () => {
    const counts = Array.from({ length: 10 }, (_, i) => 2_000_000 + i);
    const sketcher = createNumberSketcher();
    const contents = Object.fromEntries(counts.map((count) => [`${count}.txt`, String(count)]));
    const { reader } = await sketchMemory(contents, DEFAULT_SKETCH, sketcher);
    reader.prefetch(Uint32Array.from(counts, (_, i) => i));
    // 64 of 128 megabytes hold four; the fifth tells that they are full.
    expect(sketcher.calls).toBe(5);
    expect(reader.get(0)?.count).toBe(counts[0]);
    expect(sketcher.calls).toBe(5);
  });
});
