// The package as it is required is the package as it would be imported.

import ignore from 'ignore';
import { describe, expect, it } from 'vitest';
import { loadIgnore } from '../../src/readers/load-ignore.js';

describe('loadIgnore', () => {
  it('gives what makes sets of rules', () => {
    const rules = loadIgnore()({ ignoreCase: false }).add(['*.log', '!keep.log']);
    const imported = ignore({ ignoreCase: false }).add(['*.log', '!keep.log']);
    for (const path of ['a.log', 'keep.log', 'b/c.log', 'a.LOG', 'a.txt']) {
      expect(rules.ignores(path)).toBe(imported.ignores(path));
    }
    expect(rules.ignores('a.log')).toBe(true);
  });
});
