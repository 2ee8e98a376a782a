// `wc -w`, its output and itself.

import { describe, expect, it } from 'vitest';
import { countWords, parseWordCount } from '../../../bench/speed/word-count.js';
import { sizeCorpus } from '../../../bench/speed/measure-corpus.js';
import { makeFolder } from '../../helpers/make-folder.js';

describe('parseWordCount', () => {
  it('takes the count of one file, and the total of several', () => {
    expect(parseWordCount('15022969 all.jsonl\n')).toBe(15_022_969);
    expect(parseWordCount('    5 7 up.txt\n   12 b.txt\n   17 total\n')).toBe(17);
    expect(parseWordCount('  42\n')).toBe(42);
  });

  it('refuses what is no count', () => {
    expect(() => parseWordCount('')).toThrow('wc -w printed no count: ""');
    expect(() => parseWordCount('12x\n')).toThrow('no count');
  });
});

describe('countWords', () => {
  it('counts a file, and a folder whatever its files are called', async () => {
    const folder = makeFolder({ 'a.txt': 'one two\n', 'sub/b c.txt': 'drei, vier fünf', 'sub/d\ne.txt': 'six' });
    expect((await countWords(`${folder}/a.txt`, false)).words).toBe(2);
    expect((await countWords(folder, true)).words).toBe(6);
    expect(sizeCorpus(folder)).toEqual({ isFolder: true, byteLength: 27 });
  });

  it('says why it could not', async () => {
    await expect(countWords(`${makeFolder()}/nothing`, false)).rejects.toThrow('wc -w ended with status 1');
    expect(() => sizeCorpus('/no/such/corpus')).toThrow('there is no corpus /no/such/corpus');
  });
});
