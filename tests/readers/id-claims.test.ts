// Claims in a table that grows: found again under the id they are of, whoever claims it.

import { describe, expect, it } from 'vitest';
import { claimOf, documentOf, IdClaims, isOwnClaim } from '../../src/readers/id-claims.js';
import { packIds } from '../helpers/id-lists.js';

const COUNT = 500;

function makeClaims(numbered: ReadonlyMap<number, string> = new Map()): IdClaims {
  const documents = {
    count: COUNT,
    sources: new Uint32Array(COUNT),
    lines: Uint32Array.from({ length: COUNT }, (_, i) => i + 1),
  };
  const ownIds = packIds(Array.from({ length: COUNT }, (_, i) => `own ${i >> 1}`));
  return new IdClaims({ sources: [{ path: 'x' }], documents }, ownIds, numbered);
}

describe('a claim', () => {
  it('names a document and what it is called by', () => {
    for (const document of [0, 1, 2 ** 30]) {
      for (const isOwn of [true, false]) {
        const claim = claimOf(document, isOwn);
        expect([documentOf(claim), isOwnClaim(claim)]).toEqual([document, isOwn]);
      }
    }
  });
});

describe('the claims of a corpus', () => {
  it('are found by the id they are of, and stay when the table grows', () => {
    const claims = makeClaims();
    // Twice as many ids as the table was made for: every other own id, and every place.
    for (let document = 0; document < COUNT; document++) {
      for (const isOwn of [true, false]) {
        const claim = claimOf(document, isOwn);
        const slot = claims.locate(claim);
        const isFirst = !isOwn || document % 2 === 0;
        expect(claims.at(slot)).toBe(isFirst ? null : claimOf(document - 1, true));
        if (isFirst) claims.take(slot, claim);
        else claims.note(slot, 1 + (document % 100));
      }
    }
    for (let document = 1; document < COUNT; document += 2) {
      const slot = claims.locate(claimOf(document, true));
      expect([claims.at(slot), claims.noteAt(slot)]).toEqual([claimOf(document - 1, true), 1 + (document % 100)]);
      expect(claims.at(claims.locateId(`x:${document + 1}`))).toBe(claimOf(document, false));
    }
    expect(claims.at(claims.locateId(`own ${COUNT}`))).toBeNull();
  });

  it('pass from one to the other, or to nobody, and what was noted stays', () => {
    const claims = makeClaims();
    claims.take(claims.locate(claimOf(0, true)), claimOf(0, true));
    const slot = claims.locate(claimOf(1, true));
    claims.note(slot, 21);
    expect(claims.isNobodys(slot)).toBe(false);
    claims.vacate(slot);
    expect([claims.isNobodys(slot), claims.noteAt(slot), claims.at(slot)]).toEqual([true, 21, claimOf(0, true)]);
    claims.replace(slot, claimOf(1, true));
    expect([claims.isNobodys(slot), claims.noteAt(slot), claims.at(slot)]).toEqual([false, 21, claimOf(1, true)]);
  });

  it('are of numbered ids too', () => {
    const numbered = new Map<number, string>();
    const claims = makeClaims(numbered);
    const slot = claims.locateId('x (2)');
    expect(claims.at(slot)).toBeNull();
    numbered.set(7, 'x (2)');
    claims.take(slot, claimOf(7, false));
    expect(claims.at(claims.locateId('x (2)'))).toBe(claimOf(7, false));
  });
});
