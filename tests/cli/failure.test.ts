import { describe, expect, it } from 'vitest';
import { describeFailure, tellFailure } from '../../src/cli/failure.js';
import { InputError } from '../../src/index.js';
import { makeIo } from '../helpers/make-io.js';

describe('describeFailure', () => {
  it('is one sentence for what the user can cure, without a stack', () => {
    const error = new InputError('PATH_NOT_FOUND', 'there is no "a\u001b[2Jb\n"; name another path');
    expect(describeFailure(error)).toBe('dedupe: there is no "a\\x1b[2Jb\\n"; name another path\n');
  });

  it('keeps the stack and the cause of our own bugs, escaped, and asks for a report', () => {
    const error = new TypeError('oops \u001b[2J', { cause: new Error('deeper') });
    const text = describeFailure(error);
    expect(text).toMatch(
      /^dedupe: this is a bug in dedupe; please report it with the lines below\nTypeError: oops \\x1b/,
    );
    expect(text).toContain('failure.test.ts');
    expect(text).toContain('deeper');
    expect(text).not.toContain('\u001b');
  });

  it('has words for whatever was thrown', () => {
    for (const thrown of [undefined, null, 'text', 1, {}]) {
      expect(describeFailure(thrown).split('\n').length).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('tellFailure', () => {
  it('writes to standard error alone', () => {
    const { io, readStdout, readStderr } = makeIo();
    tellFailure(new InputError('PATH_NOT_FOUND', 'no such path'), io.stderr);
    expect([readStdout(), readStderr()]).toEqual(['', 'dedupe: no such path\n']);
  });
});
