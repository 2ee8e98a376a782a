// Errors between threads: what crosses keeps message and stack but loses its class, so kind, code and data travel beside it.
//
// Refuses to judge errors.
import { CorpusIndexError, DedupeError, InputError, KernelError, UsageError } from '../errors.js';
import type { ErrorData } from '../errors.js';

/** Plain data, but for the error itself, which a message copies. */
export interface PackedError {
  readonly error: Error;
  /** What makes it one that a user can cure; null for our own bugs. */
  readonly cure: { readonly name: string; readonly code: string; readonly data: ErrorData } | null;
}

const KINDS = { UsageError, InputError, CorpusIndexError, KernelError } as const;

/** Packs whatever was thrown. */
export function packError(thrown: unknown): PackedError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const cure = error instanceof DedupeError ? { name: error.name, code: error.code, data: error.data } : null;
  return { error, cure };
}

/** The error as it was thrown: of its class, with its stack. */
export function unpackError({ error, cure }: PackedError): Error {
  if (cure === null || !(cure.name in KINDS)) return error;
  const Kind = KINDS[cure.name as keyof typeof KINDS] as new (code: string, message: string, data: ErrorData) => Error;
  const unpacked = new Kind(cure.code, error.message, cure.data);
  if (error.stack !== undefined) unpacked.stack = error.stack;
  return unpacked;
}
