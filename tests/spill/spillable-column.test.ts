// A column reads as what was appended, in memory or in a file, whatever pieces it came in; and says so where its file is lost.

import { existsSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Spool } from '../../src/readers/spool.js';
import type { StoredColumn } from '../../src/spill/spillable-column.js';
import { SpillableColumn, openColumn } from '../../src/spill/spillable-column.js';
import { makeFolder } from '../helpers/make-folder.js';
import { seedDraws } from '../helpers/seed-draws.js';

function drawElements(length: number, seed = 5): Uint16Array {
  const draws = seedDraws(seed);
  return Uint16Array.from({ length }, () => draws.below(65_536));
}

/** Fills a column piece by piece, telling it how far it is. */
function fill(column: SpillableColumn, elements: Uint16Array, pieces: readonly number[], isTold: boolean): void {
  let at = 0;
  for (const piece of [...pieces, elements.length]) {
    const end = Math.min(at + piece, elements.length);
    if (isTold) column.noteProgress(end / Math.max(1, elements.length));
    column.append(elements.subarray(at, end));
    at = end;
  }
}

function readAll(stored: StoredColumn, length: number): Uint16Array {
  const column = openColumn(stored);
  const elements = column.read(0, length).slice();
  column.close();
  return elements;
}

/** A column of 100,000 numbers in a file. */
function spill(): { elements: Uint16Array; folder: string; spool: Spool; column: SpillableColumn } {
  const folder = makeFolder();
  const spool = new Spool(folder);
  const column = new SpillableColumn(1000, () => spool.createFile());
  const elements = drawElements(100_000);
  column.append(elements);
  return { elements, folder, spool, column };
}

describe('a column that can be spilled', () => {
  it('reads as what was appended, wherever it is, in stretches as in one', () => {
    const kinds = new Set<string>();
    const anyCase = fc.record({
      length: fc.nat({ max: 120_000 }),
      pieces: fc.array(fc.nat({ max: 40_000 }), { maxLength: 8 }),
      most: fc.constantFrom(0, 70_000, 150_000, 1_000_000, Infinity),
      isTold: fc.boolean(),
      bounds: fc.array(fc.nat({ max: 120_000 }), { minLength: 2, maxLength: 6 }),
    });
    const property = fc.property(anyCase, ({ length, pieces, most, isTold, bounds }) => {
      const spool = new Spool(makeFolder());
      const column = new SpillableColumn(most, () => spool.createFile());
      const elements = drawElements(length, length);
      fill(column, elements, pieces, isTold);
      const stored = column.finish();
      kinds.add(stored.kind);
      expect(column.isSpilled).toBe(stored.kind === 'file');
      expect(column.byteLength).toBe(2 * length);
      expect(readAll(stored, length)).toEqual(elements);
      const open = openColumn(stored);
      for (let i = 1; i < bounds.length; i++) {
        const [first, end] = [bounds[i - 1], bounds[i]].map((at) => Math.min(at, length)).sort((a, b) => a - b);
        expect([...open.read(first, end)]).toEqual([...elements.subarray(first, end)]);
      }
      open.close();
      spool.dispose();
    });
    fc.assert(property, { seed: 20_261_120, numRuns: 60 });
    expect([...kinds].sort()).toEqual(['file', 'memory']);
  });

  it('takes no more memory than it may, and makes no file for what fits', () => {
    const folder = makeFolder();
    const spool = new Spool(folder);
    const held = new SpillableColumn(400_000, () => spool.createFile());
    held.append(drawElements(150_000));
    expect(held.isSpilled).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
    held.append(drawElements(60_000));
    expect(held.isSpilled).toBe(true);
    spool.dispose();
  });

  it('goes to a file as soon as it foresees that it will not fit', () => {
    const spool = new Spool(makeFolder());
    const column = new SpillableColumn(1_000_000, () => spool.createFile());
    column.noteProgress(0.05);
    column.append(drawElements(50_000));
    expect(column.isSpilled).toBe(true);
    spool.dispose();
  });

  it('is read by as many as like at the same time', () => {
    const { elements, column, spool } = spill();
    const [one, other] = [openColumn(column.finish()), openColumn(column.finish())];
    const first = one.read(10, 20);
    expect([...other.read(50, 60)]).toEqual([...elements.subarray(50, 60)]);
    expect([...first]).toEqual([...elements.subarray(10, 20)]);
    one.close();
    other.close();
    spool.dispose();
  });

  it('leaves nothing behind once it is discarded, and may be discarded again', () => {
    const { column, spool } = spill();
    const stored = column.finish();
    column.discard();
    column.discard();
    expect(stored.kind === 'file' && existsSync(stored.path)).toBe(false);
    expect(() => openColumn(stored)).toThrow(/temporary file .* cannot be read any more \(ENOENT\).*--temp-dir/);
    spool.dispose();
  });

  it('says so where its file was cut short or removed', () => {
    const { column, folder, spool } = spill();
    const stored = column.finish();
    const [spoolFolder] = readdirSync(folder);
    const [name] = readdirSync(join(folder, spoolFolder));
    const open = openColumn(stored);
    truncateSync(join(folder, spoolFolder, name), 100_000);
    expect(open.read(0, 50_000)).toHaveLength(50_000);
    expect(() => open.read(0, 50_001)).toThrow(/it was cut short.*--temp-dir/);
    open.close();
    rmSync(join(folder, spoolFolder, name));
    expect(() => openColumn(stored)).toThrow(expect.objectContaining({ code: 'TEMP_DIR_UNUSABLE' }));
    spool.dispose();
  });

  it('rejects where the folder for temporary files is missing', () => {
    const spool = new Spool(join(makeFolder(), 'missing'));
    const column = new SpillableColumn(0, () => spool.createFile());
    expect(() => {
      column.append(drawElements(100_000));
    }).toThrow(expect.objectContaining({ code: 'TEMP_DIR_UNUSABLE' }));
  });
});
