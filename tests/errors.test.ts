// The kinds of errors: told apart by class and by code, and carrying what a program needs to know.

import { describe, expect, it } from 'vitest';
import { CorpusIndexError, DedupeError, InputError, KernelError, UsageError } from '../src/errors.js';

describe('errors a user can cure', () => {
  it.each([
    ['UsageError', new UsageError('OPTION_INVALID', 'jaccard is 2')],
    ['InputError', new InputError('PATH_NOT_FOUND', 'jaccard is 2')],
    ['CorpusIndexError', new CorpusIndexError('INDEX_CORRUPT', 'jaccard is 2')],
    ['KernelError', new KernelError('KERNEL_UNAVAILABLE', 'jaccard is 2')],
  ])('have the name of their kind: %s', (name, error) => {
    expect(error).toBeInstanceOf(DedupeError);
    expect(error).toBeInstanceOf(Error);
    expect(`${error}`).toBe(`${name}: jaccard is 2`);
    expect(error.data).toEqual({});
  });

  it('keep their code, their data and what caused them', () => {
    const cause = new Error('EACCES');
    const error = new InputError('SOURCE_UNREADABLE', 'a.txt cannot be read', { path: 'a.txt', size: 3 }, { cause });
    expect(error.code).toBe('SOURCE_UNREADABLE');
    expect(error.data).toEqual({ path: 'a.txt', size: 3 });
    expect(error.cause).toBe(cause);
  });

  it('of one kind are no other kind', () => {
    expect(new UsageError('OPTION_INVALID', '')).not.toBeInstanceOf(InputError);
    expect(new KernelError('DOCUMENT_TOO_LARGE', '')).not.toBeInstanceOf(CorpusIndexError);
  });
});
