// What stands under a name: its kind, its size, and which file it is, whatever the name. Links are followed. Refuses
// to decide anything about what it finds.

import { constants, statSync } from 'node:fs';
import type { FileName } from './file-name.js';

export interface FileStatus {
  /** A pipe is a named one (FIFO); `other` is a device or a socket. */
  readonly kind: 'file' | 'folder' | 'pipe' | 'other';
  readonly byteLength: number;
  /** Device and inode: equal for all names of one file. */
  readonly identity: string;
}

/** The status of what a name leads to. Throws the file system's error, such as ENOENT or ELOOP. */
export function statFile(file: FileName): FileStatus {
  const stats = statSync(file);
  return { kind: nameKind(stats.mode), byteLength: stats.size, identity: nameIdentity(file, stats.dev, stats.ino) };
}

function nameKind(mode: number): FileStatus['kind'] {
  const type = mode & constants.S_IFMT;
  if (type === constants.S_IFREG) return 'file';
  if (type === constants.S_IFDIR) return 'folder';
  return type === constants.S_IFIFO ? 'pipe' : 'other';
}

function nameIdentity(file: FileName, device: number, inode: number): string {
  if (Number.isSafeInteger(inode) && Number.isSafeInteger(device)) return `${device}:${inode}`;
  // Inodes beyond 2^53 are rounded to one double: two files would look like one, and a document would be lost.
  const exact = statSync(file, { bigint: true });
  return `${exact.dev}:${exact.ino}`;
}
