import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniteNames } from '../../src/readers/unite-names.js';
import type { FoundFile } from '../../src/readers/walk-folder.js';
import { recordEvents } from './record-events.js';

function makeFound(path: string, identity: string, more: Partial<FoundFile> = {}): FoundFile {
  return { path, file: path, byteLength: 1, identity, isLinked: false, isExplicit: false, isPipe: false, ...more };
}

describe('uniteNames', () => {
  it('keeps the first name of a file by code point, and skips the others', () => {
    const events = recordEvents();
    const found = [
      makeFound('b', '1'),
      makeFound('c', '2'),
      makeFound('a', '1'),
      makeFound('\u{1f600}', '3'),
      makeFound('\uffee', '3'),
    ];
    expect(uniteNames(found, events).map(({ path }) => path)).toEqual(['a', 'c', '\uffee']);
    expect(events.skips).toEqual([
      { reason: 'same-file', path: 'b' },
      { reason: 'same-file', path: '\u{1f600}' },
    ]);
  });

  it('keeps a file’s own name before one through a link', () => {
    const events = recordEvents();
    const found = [makeFound('a', '1', { isLinked: true }), makeFound('b', '1'), makeFound('c', '1')];
    expect(uniteNames(found, events).map(({ path }) => path)).toEqual(['b']);
    expect(events.skips.map(({ path }) => path).sort()).toEqual(['a', 'c']);
  });

  it('counts a file as named if any of its names was', () => {
    const found = [makeFound('a', '1'), makeFound('b', '1', { isExplicit: true }), makeFound('c', '2')];
    expect(uniteNames(found, recordEvents()).map(({ isExplicit }) => isExplicit)).toEqual([true, false]);
  });

  it('gives the same whatever the order: each file once, each other name skipped', () => {
    const file = fc
      .record({
        path: fc.string({ maxLength: 3 }),
        identity: fc.nat({ max: 5 }),
        isLinked: fc.boolean(),
        isExplicit: fc.boolean(),
      })
      .map(({ path, identity, ...more }) => makeFound(path, String(identity), more));
    // One path is one file.
    const files = fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 12 });
    fc.assert(
      fc.property(files, (found) => {
        const [forward, backward] = [recordEvents(), recordEvents()];
        const united = uniteNames(found, forward);
        expect(uniteNames([...found].reverse(), backward)).toEqual(united);
        expect(backward.skips).toEqual(forward.skips);
        expect(new Set(united.map(({ identity }) => identity)).size).toBe(united.length);
        expect([...united, ...forward.skips].map(({ path }) => path).sort()).toEqual(
          found.map(({ path }) => path).sort(),
        );
      }),
      { seed: 29 },
    );
  });
});
