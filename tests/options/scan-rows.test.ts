import { describe, expect, it } from 'vitest';
import { scanRows } from '../../src/options/scan-rows.js';

function namesOfKind(kind: string): string[] {
  return Object.entries(scanRows)
    .filter(([, row]) => row.kind === kind)
    .map(([name]) => name);
}

describe('the rows of a scan', () => {
  it('count as signature options what an index must share', () => {
    expect(namesOfKind('S')).toEqual(['shingleSize', 'tokens', 'hashSeed']);
  });

  it('count as speed options what may not change a byte of the report', () => {
    expect(namesOfKind('P')).toEqual(['workers', 'kernel', 'memory', 'tempDir']);
  });

  it('count as matching options what decides about pairs', () => {
    expect(namesOfKind('M').sort()).toEqual(
      ['allPairs', 'clustering', 'containment', 'engine', 'jaccard', 'minWords', 'passage', 'prefer'].sort(),
    );
  });

  it('give a comparison whatever measures and reads a pair', () => {
    const names = Object.entries(scanRows).filter(([, row]) => row.commands.includes('compare'));
    expect(names.map(([name]) => name).sort()).toEqual(
      ['containment', 'hashSeed', 'idField', 'jaccard', 'kernel', 'minWords', 'passage', 'passages', 'shingleSize']
        .concat(['tempDir', 'textField', 'tokens'])
        .sort(),
    );
  });
});
