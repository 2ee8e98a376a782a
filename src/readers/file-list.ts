// Lists of names, as `--files-from` takes them: one a line, or ended by NUL. The names stay bytes as long as it takes to
// know whether they are UTF-8. Refuses to look for the files.

import { decodeName, type FileName } from './file-name.js';

/**
 * The names in a list. With `isNullSeparated` a name ends with NUL and may hold anything else; otherwise with LF or CRLF.
 * Empty names are passed over; a byte order mark at the start is no part of a name.
 */
export function parseFileList(list: Buffer, isNullSeparated: boolean): FileName[] {
  const separator = isNullSeparated ? 0 : 10;
  const names: FileName[] = [];
  let start = !isNullSeparated && list.subarray(0, 3).equals(UTF8_MARK) ? UTF8_MARK.length : 0;
  while (start < list.length) {
    let end = list.indexOf(separator, start);
    if (end < 0) end = list.length;
    const isCrLf = !isNullSeparated && end > start && list[end - 1] === 13;
    const name = list.subarray(start, isCrLf ? end - 1 : end);
    if (name.length > 0) names.push(decodeName(name));
    start = end + 1;
  }
  return names;
}

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
