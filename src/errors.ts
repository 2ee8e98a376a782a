// What can go wrong, by who can cure it: four kinds of DedupeError, each with a stable code and typed data.
//
// The message is one sentence: what is wrong, the value seen, the value allowed, what to do. A DedupeError is something
// the user can cure; anything else that is thrown is our own bug and keeps its stack. This file refuses to print.

export type UsageErrorCode = 'OPTION_INVALID' | 'OPTION_UNKNOWN' | 'ARGUMENT_INVALID' | 'COMMAND_UNKNOWN';
export type InputErrorCode =
  | 'PATH_NOT_FOUND'
  | 'CORPUS_EMPTY'
  | 'CORPUS_TOO_LARGE'
  | 'SOURCE_UNREADABLE'
  | 'DOCUMENT_NOT_FOUND'
  | 'DOCUMENT_MALFORMED'
  | 'DOCUMENT_TOO_LARGE'
  | 'OUTPUT_UNWRITABLE'
  | 'TEMP_DIR_UNUSABLE';
export type CorpusIndexErrorCode = 'INDEX_CORRUPT';
export type KernelErrorCode = 'KERNEL_UNAVAILABLE' | 'DOCUMENT_TOO_LARGE';
export type ErrorCode = UsageErrorCode | InputErrorCode | CorpusIndexErrorCode | KernelErrorCode;

export type ErrorData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Base of every error a user can cause or cure. `message` holds raw text: whoever prints it escapes it. */
export class DedupeError extends Error {
  readonly code: ErrorCode;
  readonly data: ErrorData;

  constructor(code: ErrorCode, message: string, data: ErrorData = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.data = data;
  }
}

/** The command line or an option is wrong: retype it. */
export class UsageError extends DedupeError {
  declare readonly code: UsageErrorCode;
  constructor(code: UsageErrorCode, message: string, data?: ErrorData, options?: ErrorOptions) {
    super(code, message, data, options);
  }
}

/** The documents or the places to write to are at fault: mend them. */
export class InputError extends DedupeError {
  declare readonly code: InputErrorCode;
  constructor(code: InputErrorCode, message: string, data?: ErrorData, options?: ErrorOptions) {
    super(code, message, data, options);
  }
}

/** A corpus index is damaged or was built differently: rebuild it. */
export class CorpusIndexError extends DedupeError {
  declare readonly code: CorpusIndexErrorCode;
  constructor(code: CorpusIndexErrorCode, message: string, data?: ErrorData, options?: ErrorOptions) {
    super(code, message, data, options);
  }
}

/** The kernel cannot be had, or cannot hold the document: choose another. */
export class KernelError extends DedupeError {
  declare readonly code: KernelErrorCode;
  constructor(code: KernelErrorCode, message: string, data?: ErrorData, options?: ErrorOptions) {
    super(code, message, data, options);
  }
}
