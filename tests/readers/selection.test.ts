import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { createSelection, expandBraces } from '../../src/readers/selection.js';

const paths = ['a.md', 'a.txt', 'docs/b.md', 'docs/deep/c.md', 'build/d.md', '#e', 'B.MD'];

describe('createSelection', () => {
  it.each([
    [[], paths],
    [['*.md'], ['a.md', 'docs/b.md', 'docs/deep/c.md', 'build/d.md']],
    [['/*.md'], ['a.md']],
    [['docs/*.md'], ['docs/b.md']],
    [['docs/'], ['docs/b.md', 'docs/deep/c.md']],
    [
      ['docs/**/c.md', 'a.*'],
      ['a.md', 'a.txt', 'docs/deep/c.md'],
    ],
    [['*.{txt,MD}'], ['a.txt', 'B.MD']],
    [['#*'], ['#e']],
    [['none'], []],
  ])('keeps with --glob %j', (globs, kept) => {
    const selection = createSelection(globs, []);
    expect(paths.filter((path) => selection.isKept(path))).toEqual(kept);
    expect(paths.some((path) => selection.isExcluded(path, false))).toBe(false);
  });

  it('drops with --exclude files and folders, the last glob that matches deciding', () => {
    const selection = createSelection([], ['*.txt', 'build/', '/docs/deep', '*.MD', '!B.MD']);
    expect(paths.filter((path) => selection.isExcluded(path, false))).toEqual([
      'a.txt',
      'docs/deep/c.md',
      'build/d.md',
    ]);
    expect([selection.isExcluded('build', true), selection.isExcluded('build', false)]).toEqual([true, false]);
    expect(selection.isExcluded('x/docs/deep', true)).toBe(false);
  });

  it('takes --glob with ! for --exclude, wherever it stands', () => {
    for (const globs of [
      ['*.md', '!docs/{deep,x}/'],
      ['!docs/{deep,x}/', '*.md'],
    ]) {
      const selection = createSelection(globs, ['build/']);
      const taken = paths.filter((path) => selection.isKept(path) && !selection.isExcluded(path, false));
      expect(taken).toEqual(['a.md', 'docs/b.md']);
    }
    const selection = createSelection(['!*.md', '!#e'], []);
    const taken = paths.filter((path) => selection.isKept(path) && !selection.isExcluded(path, false));
    expect(taken).toEqual(['a.txt', 'B.MD']);
  });

  it.each([[''], ['  '], ['!']])('refuses the empty glob %j', (glob) => {
    expect(() => createSelection([glob], [])).toThrow(UsageError);
    expect(() => createSelection([], [glob.replace('!', '')])).toThrow(/^--exclude needs a glob/);
  });

  it('refuses more alternatives than anybody means, without making them', () => {
    expect(() => createSelection(['{a,b}'.repeat(1000)], [])).toThrow(/more than 1000 alternatives in braces/);
  });
});

describe('expandBraces', () => {
  it.each([
    ['a', ['a']],
    ['{a,b}', ['a', 'b']],
    ['x{a,b}y{c,d}', ['xayc', 'xayd', 'xbyc', 'xbyd']],
    ['{a,{b,c}d}', ['a', 'bd', 'cd']],
    ['a{,b}', ['a', 'ab']],
    ['{a}', ['{a}']],
    ['{{a,b}}', ['{a}', '{b}']],
    ['{a,b', ['{a,b']],
    ['a,b}', ['a,b}']],
    ['{{a,b}', ['{a', '{b']],
    ['\\{a,b}', ['\\{a,b}']],
    ['{a\\,b,c}', ['a\\,b', 'c']],
  ])('expands %s', (glob, expected) => {
    expect(expandBraces(glob, 100)?.sort()).toEqual([...expected].sort());
  });

  it('makes as many globs as the alternatives multiply to, or says that these are too many', () => {
    const group = fc.array(fc.constantFrom('a', 'b', 'cd', ''), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(group, { maxLength: 6 }), (groups) => {
        const glob = groups.map((options) => `{${options.join(',')}}`).join('-');
        const count = groups.reduce((product, options) => product * options.length, 1);
        const naive = groups.reduce<string[]>(
          (heads, options, i) => heads.flatMap((head) => options.map((option) => head + (i > 0 ? '-' : '') + option)),
          [''],
        );
        expect(expandBraces(glob, count)?.sort()).toEqual(naive.sort());
        expect(expandBraces(glob, count - 1)).toBeNull();
      }),
      { seed: 19 },
    );
  });
});
