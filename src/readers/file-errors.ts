// What the system says when a file cannot be had, as one sentence a person can act on. Only errors of the file system
// are described; whatever else is thrown is our own bug and is thrown on by the caller.

const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'it vanished before it could be read',
  ENOTDIR: 'it vanished before it could be read',
  ESTALE: 'it vanished before it could be read',
  EACCES: 'permission denied: make it readable, or leave it out with --exclude',
  EPERM: 'permission denied: make it readable, or leave it out with --exclude',
  ELOOP: 'its symbolic links form a loop: mend the link',
  EISDIR: 'it is a folder, where a file was found before',
  EMFILE: 'too many files are open: raise the limit on open files',
  ENFILE: 'too many files are open: raise the limit on open files',
  ENAMETOOLONG: 'its path is longer than the system allows',
};

/** Says whether an error comes from the file system (it has a code such as ENOENT and the call that failed). */
export function isFileError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'syscall' in error &&
    typeof error.syscall === 'string'
  );
}

/** Says whether the error means that nothing is there under that name. */
export function isMissing(error: unknown): boolean {
  return isFileError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/**
 * The sentence for a file system error, without the path (the diagnostic carries it). Throws the error itself when it
 * is not the file system's, so that bugs keep their stack.
 */
export function describeFileError(error: unknown): string {
  if (!isFileError(error)) throw error;
  return Object.hasOwn(SENTENCES, error.code) ? SENTENCES[error.code] : `it cannot be read (${error.code})`;
}
