// The sentence about a place that cannot be written to, made from what the system says.
//
// Only system errors become sentences: everything else is our own bug and is thrown on as it is.

import { InputError } from '../index.js';
import { codeOf } from './write-fully.js';

/** What the system says, in words; a code that is not listed is shown as it is. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EDQUOT', 'the quota is used up'],
  ['EFBIG', 'the file would be too large'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'its symbolic links run in a circle'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ENOENT', 'its folder does not exist'],
  ['ENOSPC', 'no space is left on the device'],
  ['ENOTDIR', 'part of its path is a file'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
]);

/** The error for `place`, as a sentence would name it. Throws `error` itself where it is no system error. */
export function refuseOutput(place: string, error: unknown): InputError {
  const code = codeOf(error);
  if (code === null) throw error;
  const reason = reasons.get(code) ?? code;
  return new InputError('OUTPUT_UNWRITABLE', `cannot write to ${place}: ${reason}`, { place, code }, { cause: error });
}
