// A corpus that is large enough for threads to be started, made in a second: many short documents, some of them relatives.
//
// Two large files of JSON lines, which are read in ranges, and some hundred small text files. Relatives lie anywhere.

import { makeWord } from './made-texts.js';
import type { Draws } from './seed-draws.js';
import { seedDraws } from './seed-draws.js';

const DOCUMENTS = 13_000;
const TEXT_FILES = 300;
const VOCABULARY = Array.from({ length: 20_000 }, (_, number) => makeWord(number));

/** Files by path; the same seed gives the same bytes. */
export function makeLargeCorpus(seed: number): {
  readonly files: Readonly<Record<string, string>>;
  readonly byteLength: number;
} {
  const draws = seedDraws(seed);
  const documents: (readonly string[])[] = [];
  for (let i = 0; i < DOCUMENTS; i++) {
    const stranger = Array.from({ length: 120 + draws.below(160) }, () => draws.pick(VOCABULARY));
    const isRelated = i > 0 && draws.below(8) === 0;
    documents.push(isRelated ? relate(draws.pick(documents), stranger, draws) : stranger);
  }
  const files: Record<string, string> = {};
  const lines: string[][] = [[], []];
  documents.forEach((tokens, i) => {
    const text = tokens.join(i % 7 === 0 ? '\n' : ' ');
    if (i % Math.floor(DOCUMENTS / TEXT_FILES) === 0) files[`texts/${i % 9}/${i}.txt`] = text;
    else lines[draws.below(2)].push(JSON.stringify(i % 3 === 0 ? { id: `document ${i}`, text } : { text, id: i }));
  });
  lines.forEach((file, i) => (files[`lines-${i}.jsonl`] = `${file.join('\n')}\n`));
  // The texts are ASCII.
  return { files, byteLength: Object.values(files).reduce((sum, { length }) => sum + length, 0) };
}

/** Another document's relative: near it, part of it, all of it with more around, a copy, or one that shares a passage. */
function relate(base: readonly string[], stranger: readonly string[], draws: Draws): readonly string[] {
  const start = draws.below(Math.max(1, base.length - 60));
  switch (draws.below(5)) {
    case 0:
      return base.with(draws.below(base.length), 'another');
    case 1:
      return base.slice(start, start + 60);
    case 2:
      return [...stranger.slice(0, 40), ...base, ...stranger.slice(40)];
    case 3:
      return base;
    default:
      return [...stranger, ...base.slice(start, start + 55)];
  }
}
