// The generated corpus: the same bytes for a seed, and every relative what its id says, by whole shingle sets.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeMeasurer } from '../../../bench/accuracy/measures.js';
import { judgePlanted, parsePlantedId } from '../../../bench/corpus/judge-planted.js';
import { assignRole, makeDocument, makeWorld, plantCorpus } from '../../../bench/corpus/plant-corpus.js';
import { makeFolder } from '../../helpers/make-folder.js';

const world = makeWorld(1);

function findDocuments(kind: string, count: number): number[] {
  const found: number[] = [];
  for (let number = 0; found.length < count; number++) if (assignRole(world, number).kind === kind) found.push(number);
  return found;
}

/** The exact measures of a relative and what it was made from. */
function measureRelative(number: number): ReturnType<ReturnType<typeof makeMeasurer>['measure']> & { passage: number } {
  const { text, role } = makeDocument(world, number);
  const measurer = makeMeasurer([text, makeDocument(world, role.base).text]);
  return { ...measurer.measure(0, 1), passage: measurer.longestPassage(0, 1, 50) };
}

describe('makeDocument', () => {
  it('makes copies that are equal to their base, byte for byte', () => {
    for (const number of findDocuments('copy', 5)) {
      const { text, role } = makeDocument(world, number);
      expect(text).toBe(makeDocument(world, role.base).text);
    }
  });

  it('makes near copies that differ and are well above the threshold, to their siblings too', () => {
    for (const number of findDocuments('near', 20)) {
      const { jaccard } = measureRelative(number);
      expect(jaccard).toBeLessThan(1);
      expect(jaccard).toBeGreaterThan(0.8);
    }
  });

  it('makes excerpts that are contained and not near', () => {
    for (const number of findDocuments('excerpt', 20)) {
      const { jaccard, containment, smallerSize } = measureRelative(number);
      expect(containment).toBe(1);
      expect(jaccard).toBeLessThan(0.6);
      expect(smallerSize).toBeGreaterThan(20);
    }
  });

  it('makes quotes that share a passage and are no duplicates', () => {
    for (const number of findDocuments('quote', 20)) {
      const { jaccard, containment, passage } = measureRelative(number);
      expect(passage).toBeGreaterThanOrEqual(70);
      expect(Math.max(jaccard, containment - 0.2)).toBeLessThan(0.6);
    }
  });

  it('gives the pages of a site one frame and no more', () => {
    const pages = findDocuments('page', 10).map((number) => makeDocument(world, number));
    const measurer = makeMeasurer(pages.map(({ text }) => text));
    expect(new Set(pages.map(({ role }) => role.base)).size).toBe(1);
    for (let right = 1; right < pages.length; right++) {
      const { jaccard, containment, shared } = measurer.measure(0, right);
      expect(shared).toBeGreaterThan(180);
      expect(jaccard).toBeLessThan(0.6);
      expect(containment).toBeLessThan(0.8);
    }
  });

  it('takes bases for one kind only, always a text that comes before', () => {
    const kinds = new Map<number, string>();
    for (let number = 0; number < 20_000; number++) {
      const { kind, base } = assignRole(world, number);
      if (kind === 'text' || kind === 'page') continue;
      expect(base).toBeLessThan(number);
      expect(assignRole(world, base).kind).toBe('text');
      expect(kinds.get(base) ?? kind).toBe(kind);
      kinds.set(base, kind);
    }
    expect(new Set(kinds.values()).size).toBe(4);
  });
});

describe('plantCorpus', () => {
  it('writes the same bytes for the same seed, of the size that was asked for', () => {
    const folder = makeFolder();
    const first = plantCorpus(join(folder, 'first'), makeWorld(1), 300_000);
    plantCorpus(join(folder, 'second'), makeWorld(1), 300_000);
    plantCorpus(join(folder, 'other'), makeWorld(2), 300_000);
    const bytes = readFileSync(join(folder, 'first'));
    expect(bytes.equals(readFileSync(join(folder, 'second')))).toBe(true);
    expect(bytes.equals(readFileSync(join(folder, 'other')))).toBe(false);
    expect(first.byteLength).toBe(bytes.length);
    expect(bytes.length).toBeGreaterThanOrEqual(300_000);
    expect(bytes.length).toBeLessThan(500_000);
  });

  it('counts what it writes, and leaves relatives out where none are wanted', () => {
    const folder = makeFolder();
    const { documents, planted } = plantCorpus(join(folder, 'mixed'), world, 1_500_000);
    const ids = readIds(join(folder, 'mixed'));
    expect(ids).toHaveLength(documents);
    for (const kind of ['text', 'copy', 'near', 'excerpt', 'quote', 'page'] as const) {
      expect(ids.filter((id) => parsePlantedId(id).kind === kind)).toHaveLength(planted[kind]);
      expect(planted[kind]).toBeGreaterThan(0);
    }
    plantCorpus(join(folder, 'texts'), world, 300_000, { hasRelatives: false });
    expect(readIds(join(folder, 'texts')).filter((id) => !id.startsWith('text-'))).toEqual([]);
  });
});

function readIds(path: string): string[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as { id: string }).id);
}

describe('judgePlanted', () => {
  const cluster = (representative: string, ...members: string[]) => ({
    representative,
    members: members.map((document) => ({ document })),
  });

  it('counts a duplicate for its kind, whichever side was kept', () => {
    const clusters = [
      cluster('text-4', 'copy-200-of-4'),
      cluster('near-300-of-5', 'text-5', 'near-400-of-5'),
      cluster('text-6', 'excerpt-120-of-6'),
    ];
    const overlaps = [
      { left: 'quote-150-of-7', right: 'text-7' },
      { left: 'quote-150-of-7', right: 'quote-190-of-7' },
      { left: 'page-100-at-0', right: 'page-101-at-0' },
    ];
    expect(judgePlanted({ clusters, overlaps })).toEqual({
      found: { copy: 1, near: 2, excerpt: 1, quote: 2 },
      unexpected: [],
    });
  });

  it('names what was not planted', () => {
    const clusters = [
      cluster('text-4', 'text-5'),
      cluster('text-8', 'copy-200-of-4'),
      cluster('page-100-at-0', 'page-101-at-0'),
      cluster('text-9', 'quote-150-of-9'),
    ];
    const overlaps = [
      { left: 'text-1', right: 'text-2' },
      { left: 'page-100-at-0', right: 'page-10100-at-1' },
      { left: 'page-100-at-3', right: 'text-3' },
    ];
    const { found, unexpected } = judgePlanted({ clusters, overlaps });
    expect(found).toEqual({ copy: 0, near: 0, excerpt: 0, quote: 0 });
    expect(unexpected).toHaveLength(7);
    expect(unexpected[0]).toBe('text-5 is called redundant beside text-4');
  });

  it('refuses ids of another corpus', () => {
    expect(() => judgePlanted({ clusters: [cluster('a.txt', 'b.txt')], overlaps: [] })).toThrow(
      '"a.txt" is no id of a generated corpus',
    );
  });
});
