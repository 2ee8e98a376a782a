import { describe, expect, it } from 'vitest';
import { makeFolder } from '../helpers/make-folder.js';
import { runDedupe } from '../helpers/run-dedupe.js';
import { bread } from './texts.js';

/** Sets the title, clears the screen, turns the line around, ends it, and rings. */
const hostile = '\u001b]0;owned\u0007\u001b[2J\u202ebackwards\u2066\r\n\u009b31m';

/** What a terminal would obey; the line feeds that end our own lines apart. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

describe('what a document or a name says', () => {
  it('never reaches the terminal raw: names of files', async () => {
    const folder = makeFolder({
      [`a${hostile.replaceAll('/', '')}.txt`]: bread,
      'b.txt': bread,
      [`c${hostile}.jsonl`]: '{"text": 5}\n',
    });
    for (const args of [[], ['--files'], ['.', `missing${hostile}`]]) {
      const { stdout, stderr } = await runDedupe(args, { folder });
      expect(stdout).toContain('backwards');
      expect(stdout + stderr).not.toMatch(obeyed);
    }
  });

  it('never reaches the terminal raw: ids, fields and texts', async () => {
    const lines = [
      { id: `x${hostile}`, text: `${hostile} ${bread}`, [hostile]: 1 },
      { id: `x${hostile}`, text: `${hostile} ${bread}` },
      { id: 'y', text: `${hostile} ${bread} and more` },
      { id: 'z', text: { [hostile]: hostile } },
    ];
    const folder = makeFolder({ 'a.jsonl': lines.map((line) => `${JSON.stringify(line)}\n`).join('') });
    for (const args of [
      ['a.jsonl', '--passages', '5', '--all-pairs', '-v'],
      ['compare', 'a.jsonl:1', 'a.jsonl:3'],
      ['a.jsonl', '--text-field', hostile],
    ]) {
      const { stdout, stderr } = await runDedupe(args, { folder });
      expect(stdout + stderr).not.toBe('');
      expect(stdout + stderr).not.toMatch(obeyed);
    }
  });

  it('never reaches the terminal raw: what was typed wrong', async () => {
    for (const args of [
      [`--${hostile}`],
      ['--color', hostile],
      ['--reporter', `json=${hostile}/x`],
      ['--reporter', hostile],
    ]) {
      const { status, stderr } = await runDedupe(args);
      expect(status).toBe(2);
      expect(stderr).toContain('backwards');
      expect(stderr).not.toMatch(obeyed);
    }
  });
});
