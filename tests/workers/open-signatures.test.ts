// Signatures are read row by row, from memory and from a file alike.

import { describe, expect, it } from 'vitest';
import { Spool } from '../../src/readers/spool.js';
import { SpillableColumn } from '../../src/spill/spillable-column.js';
import { openSignatures } from '../../src/workers/open-signatures.js';
import { makeFolder } from '../helpers/make-folder.js';

describe('openSignatures', () => {
  it.each([0, Infinity])('reads rows of so many lanes, where the column may take %d bytes of memory', (most) => {
    const spool = new Spool(makeFolder());
    const column = new SpillableColumn(most, () => spool.createFile());
    const lanes = Uint16Array.from({ length: 12 * 5000 }, (_, i) => i);
    column.append(lanes);
    const rows = openSignatures(column.finish(), 12);
    expect([...rows.read(0, 2)]).toEqual([...lanes.subarray(0, 24)]);
    expect([...rows.read(4999, 5000)]).toEqual([...lanes.subarray(12 * 4999)]);
    expect([...rows.read(7, 7)]).toEqual([]);
    rows.close();
    spool.dispose();
  });
});
