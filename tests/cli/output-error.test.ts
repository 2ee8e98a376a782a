import { describe, expect, it } from 'vitest';
import { refuseOutput } from '../../src/cli/output-error.js';
import { InputError } from '../../src/index.js';

describe('refuseOutput', () => {
  it('says in words what the system says as a code', () => {
    const cause = Object.assign(new Error('x'), { code: 'EROFS' });
    const error = refuseOutput('"out.json"', cause);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      message: 'cannot write to "out.json": the file system is read-only',
      cause,
    });
  });

  it('shows a code it does not know', () => {
    expect(refuseOutput('x', Object.assign(new Error(), { code: 'EWHATEVER' })).message).toBe(
      'cannot write to x: EWHATEVER',
    );
  });

  it('throws on what is no system error', () => {
    const bug = new TypeError('bug');
    expect(() => refuseOutput('x', bug)).toThrow(bug);
  });
});
