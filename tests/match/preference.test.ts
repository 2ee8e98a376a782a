// The first glob that matches ranks a document.

import { describe, expect, it } from 'vitest';
import { rankPreference } from '../../src/match/preference.js';
import { listIds } from '../helpers/id-lists.js';

const IDS = ['docs/a.md', 'docs/old/a.md', 'a.md', '.hidden/a.md', 'blog/a.txt', 'docs/é.md'];

function rank(...globs: string[]): number[] | null {
  const ranks = rankPreference(listIds(IDS), IDS.length, globs);
  return ranks === null ? null : Array.from(ranks);
}

describe('rankPreference', () => {
  it('has no opinion without globs', () => {
    expect(rank()).toBeNull();
  });

  it('gives the place of the first glob that matches, and their number where none does', () => {
    expect(rank('docs/*.md', '**/*.md')).toEqual([0, 1, 1, 1, 2, 0]);
    expect(rank('**/*.md', 'docs/*.md')).toEqual([0, 0, 0, 0, 2, 0]);
  });

  it('matches whole ids, hidden ones too', () => {
    expect(rank('docs')).toEqual([1, 1, 1, 1, 1, 1]);
    expect(rank('**/a.*')).toEqual([0, 0, 0, 0, 0, 1]);
  });

  it('takes a plain id for itself', () => {
    expect(rank('docs/é.md', 'a.md')).toEqual([2, 2, 1, 2, 2, 0]);
  });

  it('ranks no documents of none', () => {
    expect(rankPreference(listIds([]), 0, ['*'])).toHaveLength(0);
  });
});
