// An error comes out of another thread as what it was thrown as.

import { describe, expect, it } from 'vitest';
import { CorpusIndexError, InputError, KernelError, UsageError } from '../../src/errors.js';
import { packError, unpackError } from '../../src/workers/packed-error.js';

describe('an error that crossed between threads', () => {
  it.each([
    new UsageError('OPTION_INVALID', 'a'),
    new InputError('TEMP_DIR_UNUSABLE', 'the folder is full', { path: 'x', size: 3 }),
    new CorpusIndexError('INDEX_CORRUPT', 'b'),
    new KernelError('DOCUMENT_TOO_LARGE', 'c'),
  ])('is of its class, with code, data and stack: $name', (error) => {
    const crossed = unpackError(structuredClone(packError(error)));
    expect(crossed).toBeInstanceOf(error.constructor);
    expect(crossed).toMatchObject({ code: error.code, message: error.message, data: error.data, name: error.name });
    expect(crossed.stack).toBe(error.stack);
  });

  it('stays our own bug where it was one', () => {
    const error = new TypeError('x is not a function');
    const crossed = unpackError(structuredClone(packError(error)));
    expect(crossed).toBeInstanceOf(TypeError);
    expect([crossed.message, crossed.stack]).toEqual([error.message, error.stack]);
  });

  it('is an error even where something else was thrown', () => {
    expect(unpackError(packError('a text')).message).toBe('a text');
  });
});
