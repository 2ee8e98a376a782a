// Tokens against ../shared/tools/exact-pairs.py, which was written apart from the product: generated texts over all
// scripts, our own fixtures, and the Declaration of Human Rights in 532 languages.
//
// Python's tables are older (3.11: Unicode 14), so texts hold only what Python has assigned.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import fastGlob from 'fast-glob';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareText, tokenizeText } from '../../src/sketch/tokenize.js';
import { listTokens } from '../helpers/list-tokens.js';
import { anyText, TEXT_SEED } from '../helpers/unicode-texts.js';

const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url));
const ORACLE = `${SHARED}tools/exact-pairs.py`;
const DECLARATION = `${SHARED}corpora/udhr/docs.jsonl.gz`;
const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

const hasPython = spawnSync('python3', ['--version']).status === 0;
const hasOracle = hasPython && existsSync(ORACLE);

/** Reads texts, one JSON string a line, and writes the tokens of each as a JSON array a line. */
const TOKENIZE = `
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("exact_pairs", sys.argv[1])
oracle = importlib.util.module_from_spec(spec)
spec.loader.exec_module(oracle)
for line in sys.stdin:
    print(json.dumps(oracle.tokens(json.loads(line))))
`;

/** Writes the ranges of code points that Python has assigned, as JSON pairs. */
const LIST_ASSIGNED = `
import json, unicodedata
ranges = []
for c in range(0x110000):
    if unicodedata.category(chr(c)) in ("Cn", "Cs", "Co"):
        continue
    if ranges and ranges[-1][1] == c - 1:
        ranges[-1][1] = c
    else:
        ranges.append([c, c])
print(json.dumps(ranges))
`;

function runPython(program: string, args: readonly string[], input: string): string {
  const maxBuffer = 1 << 28;
  // Without site packages and with the same output encoding everywhere.
  return execFileSync('python3', ['-I', '-X', 'utf8', '-c', program, ...args], { input, encoding: 'utf8', maxBuffer });
}

function askOracle(texts: readonly string[]): string[][] {
  const input = texts.map((text) => `${JSON.stringify(text)}\n`).join('');
  const lines = runPython(TOKENIZE, [ORACLE], input).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as string[]);
}

/** Compares one text at a time, so that a difference is shown within its own text. */
function expectSameTokens(texts: readonly string[]): void {
  const expected = askOracle(texts);
  expect(expected).toHaveLength(texts.length);
  texts.forEach((text, i) => {
    const tokens = listTokens(tokenizeText(prepareText(text), 'auto'));
    // Joined first: comparing millions of array elements by expect takes long.
    if (tokens.join('\n') !== expected[i].join('\n'))
      expect(tokens, JSON.stringify(text.slice(0, 200))).toEqual(expected[i]);
  });
}

describe.skipIf(!hasOracle)('tokens equal those of exact-pairs.py (skipped without python3 or ../shared)', () => {
  it('on texts of every script', () => {
    const ranges = JSON.parse(runPython(LIST_ASSIGNED, [], '')) as [number, number][];
    const isAssigned = (character: string): boolean => {
      const codePoint = character.codePointAt(0) ?? 0;
      return ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
    };
    // A text keeps to one stretch of code points, so that scripts meet their own marks, between words and signs.
    const ofOneScript = fc.constantFrom(...ranges).chain(([first, last]) => {
      const letter = fc.integer({ min: first, max: Math.min(last, first + 255) }).map((c) => String.fromCodePoint(c));
      const sign = fc.constantFrom(' ', ' ', '.', '_', 'a', 'Z', '9', '\u0301', '\u200d', 'Σ', '漢', '-');
      return fc.array(fc.oneof({ weight: 4, arbitrary: letter }, { weight: 1, arbitrary: sign }), { maxLength: 80 });
    });
    const mixed = anyText.map((text) => [...text].filter(isAssigned));
    const texts = fc.sample(fc.oneof(ofOneScript, mixed), { seed: TEXT_SEED, numRuns: 1500 });
    // Every assigned code point outside the big ideographic blocks, in runs, beside what samples.
    const everything = ranges.flatMap(([first, last]) => {
      const end = Math.min(last, first + 3000);
      const runs: string[] = [];
      for (let start = first; start <= end; start += 100) {
        const length = Math.min(100, end + 1 - start);
        runs.push(Array.from({ length }, (_, i) => String.fromCodePoint(start + i)).join(''));
      }
      return runs;
    });
    expectSameTokens([...texts.map((characters) => characters.join('')), ...everything]);
  });

  it('on every fixture that is UTF-8', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const texts = fastGlob.sync('**/*', { cwd: FIXTURES, absolute: true }).flatMap((path) => {
      try {
        return [decoder.decode(readFileSync(path))];
      } catch {
        return [];
      }
    });
    expect(texts.length).toBeGreaterThan(0);
    expectSameTokens(texts);
  });

  it.skipIf(!existsSync(DECLARATION))('on 532 languages', () => {
    const lines = gunzipSync(readFileSync(DECLARATION)).toString('utf8').trimEnd().split('\n');
    const texts = lines.map((line) => (JSON.parse(line) as { text: string }).text);
    expect(texts.length).toBe(532);
    expectSameTokens(texts);
  });
});
