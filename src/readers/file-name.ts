// Names of files as they are opened and as they are shown. Nearly all are UTF-8 and travel as strings; the others
// travel as their bytes, because a string would open a file that does not exist. Refuses to touch the file system.

import { isUtf8 } from 'node:buffer';
import { basename, dirname, isAbsolute, sep } from 'node:path';

/** What is opened: a string where the name is UTF-8, else its bytes. */
export type FileName = string | Buffer;

/** The file name that some bytes are: a string where they are UTF-8, a copy of the bytes where not. */
export function decodeName(bytes: Uint8Array): FileName {
  return isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : Buffer.from(bytes);
}

/**
 * A name as text. Bytes that are not UTF-8 become `\xNN`; in such a name a backslash becomes `\x5c`, so that two
 * different names of bytes are never shown alike.
 */
export function showName(name: FileName): string {
  if (typeof name === 'string') return name;
  let shown = '';
  for (let i = 0; i < name.length;) {
    const length = measureSequence(name, i);
    const isShownAsIs = length > 0 && name[i] !== 0x5c;
    shown += isShownAsIs ? name.toString('utf8', i, i + length) : `\\x${name[i].toString(16).padStart(2, '0')}`;
    i += isShownAsIs ? length : 1;
  }
  return shown;
}

/** Bytes of the well-formed UTF-8 sequence at `start`, 0 where there is none. */
function measureSequence(bytes: Buffer, start: number): number {
  const lead = bytes[start];
  const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (start + length > bytes.length) return 0;
  return isUtf8(bytes.subarray(start, start + length)) ? length : 0;
}

/** `folder` and a name in it as one path; bytes as soon as either is bytes. A folder may end with a separator. */
export function joinName(folder: FileName, name: FileName): FileName {
  if (typeof folder === 'string' && typeof name === 'string')
    return folder.endsWith(sep) ? folder + name : folder + sep + name;
  const folderBytes = Buffer.from(folder);
  const isClosed = folderBytes.at(-1) === sep.charCodeAt(0);
  return Buffer.concat([folderBytes, Buffer.from(isClosed ? '' : sep), Buffer.from(name)]);
}

/**
 * A typed name seen from the folder `cwd`. Pieces such as `link/..` are left to the system: resolving them as text
 * would open another file where `link` is a symbolic link.
 */
export function locateName(cwd: string, name: FileName): FileName {
  if (typeof name !== 'string') return isAbsolute(name.toString('latin1')) ? name : joinName(cwd, name);
  if (isAbsolute(name)) return name;
  const plain = name.replace(CURRENT_FOLDER, '');
  return plain === '' || plain === '.' ? cwd : joinName(cwd, plain);
}

/** `./` before a name, which says nothing. */
const CURRENT_FOLDER = sep === '/' ? /^(?:\.\/+)+/ : /^(?:\.[\\/]+)+/;

/**
 * A path as ids show it: as typed, with `/` where the system's separator is another, without leading `./` and without
 * `/` at the end. '' stands for the current folder, `/` for the root.
 */
export function showPath(name: FileName): string {
  let path = showName(name);
  if (sep !== '/') path = path.replaceAll(sep, '/');
  path = path.replace(CURRENT_FOLDER, '');
  if (path === '.') return '';
  return path.length > 1 ? path.replace(/(?<=[^/])\/+$/, '') : path;
}

/** The folder that a located name lies in, and its own name in it as shown. */
export function splitName(file: FileName): { readonly folder: FileName; readonly name: string } {
  if (typeof file === 'string') return { folder: dirname(file), name: basename(file) };
  const end = file.at(-1) === SLASH ? file.length - 1 : file.length;
  const slash = file.subarray(0, end).lastIndexOf(SLASH);
  return {
    folder: slash < 0 ? '.' : decodeName(file.subarray(0, Math.max(slash, 1))),
    name: showName(decodeName(file.subarray(slash + 1, end))),
  };
}

/** Names of bytes exist only where the separator is `/`. */
const SLASH = 0x2f;
