import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { ClusterRecord, Member, ReporterContext } from '../../src/model.js';
import { writeCluster } from '../../src/reporters/text-clusters.js';
import { createTextPage } from '../../src/reporters/text-page.js';
import { buildContext, buildHeader, buildMember, findPassage } from './samples.js';

/** The lines of one cluster. */
function show(
  members: readonly Member[],
  changes: Partial<ReporterContext> = {},
  representative = 'kept.txt',
  texts: Readonly<Record<string, string>> = {},
): string[] {
  const chunks: string[] = [];
  const cluster: ClusterRecord = { type: 'cluster', representative, members };
  writeCluster(createTextPage(buildContext(chunks, changes, texts), buildHeader()), cluster);
  return chunks.join('').split('\n').slice(0, -1);
}

const ONE_OF_EACH = [
  buildMember('copy.txt', { relation: 'identical', jaccard: 1, coverage: 1 }),
  buildMember('notes/報告.txt', { relation: 'contained', jaccard: 0.1234, coverage: 1 }),
  buildMember('plain copy.txt', { relation: 'same-text', jaccard: 1, coverage: 1 }),
  buildMember('x\x1b[31m.txt', { relation: 'near', jaccard: 0.93, coverage: 0.9799 }),
];

describe('writeCluster', () => {
  it('says each relation in words, in columns', () => {
    expect(show(ONE_OF_EACH)).toEqual([
      'kept  kept.txt',
      '   ├  copy.txt        identical',
      '   ├  notes/報告.txt  contained  100 % of its words stand in the kept one, jaccard 0.12',
      '   ├  plain copy.txt  same text  only case, spacing or punctuation differ',
      '   └  x\\x1b[31m.txt   near        97 % of its words stand in the kept one, jaccard 0.93',
    ]);
  });

  it('moves relations to a line of their own where the widest id leaves no room', () => {
    const lines = show(ONE_OF_EACH.slice(2), { width: 80 });
    expect(lines).toEqual([
      'kept  kept.txt',
      '   ├  plain copy.txt',
      '   │  same text  only case, spacing or punctuation differ',
      '   └  x\\x1b[31m.txt',
      '      near        97 % of its words stand in the kept one, jaccard 0.93',
    ]);
    const widest = Math.max(...show(ONE_OF_EACH).map((line) => stringWidth(line)));
    expect(show(ONE_OF_EACH, { width: widest })).toHaveLength(5);
    expect(show(ONE_OF_EACH, { width: widest - 1 })).toHaveLength(9);
  });

  it('never cuts an id', () => {
    const id = `${'a long folder/'.repeat(20)}file.txt`;
    expect(show([buildMember(id)], { width: 40 }, `${id}.kept`).slice(0, 2)).toEqual([
      `kept  ${id}.kept`,
      `   └  ${id}`,
    ]);
  });

  it('shows up to twenty members, and of more the first ten', () => {
    const list = (count: number): Member[] =>
      Array.from({ length: count }, (_, i) =>
        buildMember(`copy-${String(i).padStart(6, '0')}`, { relation: 'identical' }),
      );
    expect(show(list(20))).toHaveLength(21);
    const lines = show(list(2345));
    expect(lines).toHaveLength(12);
    expect(lines.slice(10)).toEqual([
      '   ├  copy-000009  identical',
      '   └  … and 2,335 more (--reporter json lists all)',
    ]);
  });

  it('names the neighbor that a member of a component joined through', () => {
    const members = [
      buildMember('b', { via: 'c' }),
      buildMember('c', { via: 'kept.txt' }),
      buildMember('d', { relation: 'identical', via: 'c' }),
      buildMember('e', { relation: 'same-text', via: 'c' }),
    ];
    expect(show(members).slice(1)).toEqual([
      '   ├  b  near        97 % of its words stand in c, jaccard 0.93',
      '   ├  c  near        97 % of its words stand in the kept one, jaccard 0.93',
      '   ├  d  identical  to c',
      '   └  e  same text  only case, spacing or punctuation differ from c',
    ]);
  });

  it('shows passages below their member, the kept side first whichever comes first by id', () => {
    const words = 'the words that both of them have';
    const texts = { kept: `Title\n\n${words}`, a: `${words}.`, z: `\n${words}` };
    const lines = show(
      [
        buildMember('a', { passages: [findPassage(texts.a, texts.kept, words)], passagesTotal: 1 }),
        buildMember('z', { passages: [findPassage(texts.kept, texts.z, words)], passagesTotal: 3 }),
      ],
      {},
      'kept',
      texts,
    );
    expect(lines.slice(1)).toEqual([
      '   ├  a  near        97 % of its words stand in the kept one, jaccard 0.93',
      '   │    kept line 3 | here line 1   7 words',
      '   │      │ the words that both of them have',
      '   └  z  near        97 % of its words stand in the kept one, jaccard 0.93',
      '        kept line 3 | here line 2   7 words',
      '          │ the words that both of them have',
      '        … and 2 more passages (--passages 3)',
    ]);
  });

  it('reads the kept document once for all its members', () => {
    const read: string[] = [];
    const passage = findPassage('one two', 'one two', 'one two');
    const members = ['a', 'b'].map((id) => buildMember(id, { passages: [passage], passagesTotal: 1 }));
    show(members, { readText: (id) => (read.push(id), 'one two') });
    expect(read.sort()).toEqual(['a', 'b', 'kept.txt']);
  });

  it('is the same text in color', () => {
    const plain = show(ONE_OF_EACH);
    const colored = show(ONE_OF_EACH, { isColored: true });
    expect(colored.join('\n')).toContain('\x1b[31midentical\x1b[39m');
    // eslint-disable-next-line no-control-regex -- the codes are what is taken out
    expect(colored.map((line) => line.replace(/\x1b\[\d+m/g, '').trimEnd())).toEqual(plain);
  });
});
