// What is read out of a scan's findings: clusters, their evidence and their counts, with documents changing meanwhile.

import { describe, expect, it } from 'vitest';
import {
  countRelations,
  findEvidence,
  listClusters,
  type ScanFindings,
  summarizeScan,
} from '../../src/report/scan-findings.js';
import {
  clusterComponents,
  clusterGreedily,
  listDuplicatePairs,
  USUAL_THRESHOLDS,
} from '../helpers/exact-documents.js';
import { describeRelatives, makeRelatives, type RelativeDocument } from '../helpers/made-relatives.js';
import { listWords, writeTokens } from '../helpers/made-texts.js';
import { matchMemory } from '../helpers/memory-corpus.js';
import { readIds } from '../helpers/id-lists.js';

/** A hundred words from the `start`-th on. */
function page(start: number, words = 100): string {
  return writeTokens(listWords(start, words));
}

function toContents(documents: readonly RelativeDocument[]): Record<string, string> {
  return Object.fromEntries(documents.map(({ id, text }) => [id, text]));
}

/** Clusters as ids: representative, then members with what they are and, in components, through whom. */
function nameClusters(findings: ScanFindings): string[] {
  const { ids } = findings.documents;
  return [...listClusters(findings)].map(({ representative, members }) => {
    const named = members.map((member) => {
      const { neighbor, relation } = findEvidence(findings, representative, member);
      return `${ids.read(member.document)} ${relation} ${ids.read(neighbor)}`;
    });
    return [ids.read(representative), ...named.sort()].join(', ');
  });
}

describe('the clusters of a scan', () => {
  it.each(['star', 'components'] as const)('with %s are those that brute force makes', async (clustering) => {
    for (let seed = 0; seed < 12; seed++) {
      const made = makeRelatives(seed, 40);
      const findings = await matchMemory(toContents(made), { clustering });
      const documents = describeRelatives(made);
      const pairs = listDuplicatePairs(documents, USUAL_THRESHOLDS);
      const expected = (clustering === 'star' ? clusterGreedily : clusterComponents)(documents, pairs);
      const found = new Map(documents.map(({ id }) => [id, id]));
      const { ids } = findings.documents;
      for (const { representative, members } of listClusters(findings)) {
        for (const { document } of members) found.set(ids.read(document), ids.read(representative));
      }
      expect(found).toEqual(expected);
    }
  });

  it('have as evidence the representative, by what each member is to it', async () => {
    const findings = await matchMemory({
      'a.txt': page(0, 200),
      'copy.txt': page(0, 200),
      'shout.txt': page(0, 200).toUpperCase(),
      'near.txt': page(5, 195),
      'near-copy.txt': page(5, 195),
      'part.txt': page(20, 60),
      'other.txt': page(900),
    });
    expect(nameClusters(findings)).toEqual([
      [
        'a.txt',
        'copy.txt identical a.txt',
        'near-copy.txt near a.txt',
        'near.txt near a.txt',
        'part.txt contained a.txt',
        'shout.txt same-text a.txt',
      ].join(', '),
    ]);
  });

  it('take as the representative whom --prefer names, and measure its copies by it', async () => {
    const contents = { 'a.txt': page(0), 'b.txt': page(0).toUpperCase(), 'z/best.txt': page(0), 'y.txt': page(3) };
    const findings = await matchMemory(contents, { prefer: ['z/*'] });
    expect(nameClusters(findings)).toEqual([
      'z/best.txt, a.txt identical z/best.txt, b.txt same-text z/best.txt, y.txt near z/best.txt',
    ]);
  });

  it('as components hang each document on the neighbor through which it joined, and copies on their like', async () => {
    // Each shares 0.67 with the next and 0.43 with the one after.
    const contents = {
      'a.txt': page(0, 104),
      'b.txt': page(20, 104),
      'c.txt': page(40, 104),
      'c-copy.txt': page(40, 104),
    };
    expect(nameClusters(await matchMemory(contents, { clustering: 'components' }))).toEqual([
      'a.txt, b.txt near a.txt, c-copy.txt near b.txt, c.txt identical c-copy.txt',
    ]);
    expect(nameClusters(await matchMemory(contents))).toEqual([
      'a.txt, b.txt near a.txt',
      'c-copy.txt, c.txt identical c-copy.txt',
    ]);
  });

  it('have a document of their own where several have one text and nothing else is like it', async () => {
    expect(nameClusters(await matchMemory({ 'b.txt': 'Hello', 'a.txt': 'hello', 'c.txt': 'bye' }))).toEqual([
      'a.txt, b.txt same-text a.txt',
    ]);
  });

  it('are none among strangers, and none among empty documents', async () => {
    const findings = await matchMemory({
      'a.txt': '',
      'b.txt': '',
      'c.txt': ' ',
      'd.txt': page(0),
      'e.txt': page(500),
    });
    expect([...listClusters(findings)]).toEqual([]);
    expect(summarizeScan(findings, listClusters(findings))).toEqual({
      clusters: 0,
      redundant: 0,
      redundantByteLength: 0,
      overlaps: 0,
    });
  });
});

describe('documents that changed while they were compared', () => {
  const contents = {
    'a.txt': page(0, 200),
    'a-copy.txt': page(0, 200),
    'near.txt': page(5, 195),
    'part.txt': page(20, 60),
  };

  // A copy that stands for nobody is not read again, so that nobody finds it changed: its evidence is its hash.
  it.each([
    // who changed, and the clusters that are left
    [['near.txt'], ['a-copy.txt, a.txt identical a-copy.txt, part.txt contained a-copy.txt']],
    [['part.txt'], ['a-copy.txt, a.txt identical a-copy.txt, near.txt near a-copy.txt']],
    // The copy that stands for both: the other takes its place.
    [['a-copy.txt'], ['a.txt, near.txt near a.txt, part.txt contained a.txt']],
    [['a.txt', 'a-copy.txt'], ['near.txt, part.txt contained near.txt']],
    [['a-copy.txt', 'near.txt'], ['a.txt, part.txt contained a.txt']],
    [['a.txt', 'a-copy.txt', 'near.txt'], []],
  ])('are in no cluster: %j', async (changed, expected) => {
    for (const content of ['something else', null]) {
      for (const clustering of ['star', 'components'] as const) {
        const findings = await matchMemory(contents, { clustering }, (files) => {
          for (const path of changed) files.write(path, content);
        });
        // In components a copy hangs on its like, and others on the one they joined through.
        expect(nameClusters(findings).map((named) => named.split(/[, ]+/)[0])).toEqual(
          expected.map((named) => named.split(/[, ]+/)[0]),
        );
        if (clustering === 'star') expect(nameClusters(findings)).toEqual(expected);
        for (const named of nameClusters(findings)) for (const path of changed) expect(named).not.toContain(path);
        const found = readIds(findings.documents).filter((_, document) => findings.changed.has(document));
        expect(found.sort()).toEqual([...changed].sort());
      }
    }
  });
});

describe('the counts of a scan', () => {
  it('are those of its clusters and overlaps', async () => {
    for (let seed = 20; seed < 26; seed++) {
      const findings = await matchMemory(toContents(makeRelatives(seed, 40)), {
        clustering: seed % 2 ? 'star' : 'components',
      });
      const clusters = [...listClusters(findings)];
      const members = clusters.flatMap((cluster) => cluster.members.map((member) => ({ ...cluster, member })));
      const summary = summarizeScan(findings, listClusters(findings));
      expect(summary.clusters).toBe(clusters.length);
      expect(summary.redundant).toBe(members.length);
      const byteLengths = members.map(({ member }) => findings.documents.textByteLengths[member.document]);
      expect(summary.redundantByteLength).toBe(byteLengths.reduce((sum, byteLength) => sum + byteLength, 0));
      const counts = { identical: 0, 'same-text': 0, near: 0, contained: 0, overlap: summary.overlaps };
      for (const { representative, member } of members)
        counts[findEvidence(findings, representative, member).relation]++;
      expect(countRelations(findings, listClusters(findings))).toEqual(counts);
      expect(summary.overlaps).toBe(findings.overlaps.length);
    }
  });
});
