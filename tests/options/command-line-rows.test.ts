import { describe, expect, it } from 'vitest';
import { commandLineRows } from '../../src/options/command-line-rows.js';

describe('the rows of the command line', () => {
  it('change nothing that a report says', () => {
    expect(Object.values(commandLineRows).map((row) => row.kind)).toEqual(
      Object.values(commandLineRows).map(() => '–'),
    );
  });

  it('fail on every duplicate, and on no overlap, unless told otherwise', () => {
    expect(commandLineRows.failOn.default).toEqual(['identical', 'same-text', 'near', 'contained']);
  });

  it('print one text report unless told otherwise', () => {
    expect(commandLineRows.reporter.default).toEqual([{ name: 'text', file: null }]);
  });
});
