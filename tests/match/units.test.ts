// Units against a Map by token hash and a sort by the rule.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Units } from '../../src/match/units.js';
import { NO_UNIT, collapseDocuments, hasSameHash, leaderOf, listLedUnits } from '../../src/match/units.js';
import type { SketchTable } from '../../src/model.js';
import { listIds } from '../helpers/id-lists.js';

const SEED = 20_010_911;

interface MadeRow {
  readonly id: string;
  /** Documents with the same text number have the same tokens; number 0 has none. */
  readonly text: number;
}

/** Text numbers decide the sizes, so that many texts tie in shingles, fewer in tokens too. */
function shinglesOf(text: number): number {
  return 1 + (text % 3);
}

function tokensOf(text: number): number {
  return text === 0 ? 0 : 10 + (text % 2);
}

function makeTable(rows: readonly MadeRow[]): SketchTable {
  const empty32 = new Uint32Array(0);
  return {
    count: rows.length,
    tokens: Uint32Array.from(rows, ({ text }) => tokensOf(text)),
    halfWords: Uint32Array.from(rows, ({ text }) => 2 * tokensOf(text)),
    shingles: Uint32Array.from(rows, ({ text }) => (text === 0 ? 0 : shinglesOf(text))),
    contentHashes: new Uint32Array(4 * rows.length),
    // Three words agree for all, and the first, which places a hash in the table, for many.
    tokensHashes: Uint32Array.from(rows.flatMap(({ text }) => [text & 3, 5, 6, text])),
    laneTails: new Uint32Array(0),
    fingerprintStarts: new Uint32Array(rows.length + 1),
    fingerprintHashes: empty32,
    fingerprintPositions: empty32,
    filterStarts: new Uint32Array(rows.length + 1),
    filterWords: empty32,
  };
}

/** Ids whose order differs between UTF-16 units and UTF-8 bytes, and repeated ones. */
const anyId = fc.oneof(
  fc
    .array(fc.constantFrom('a', 'B', '/', 'é', '\uffee', '\u{1f600}', '10', '9'), { maxLength: 4 })
    .map((p) => p.join('')),
  fc.nat({ max: 30 }).map(String),
);
const anyRows = fc.array(fc.record({ id: anyId, text: fc.nat({ max: 12 }) }), { maxLength: 60, size: 'max' });

function compareIds(rows: readonly MadeRow[], left: number, right: number): number {
  return Buffer.compare(Buffer.from(rows[left].id), Buffer.from(rows[right].id)) || left - right;
}

/** Units as lists of documents, the leader first. */
function collapseByMap(rows: readonly MadeRow[], preference: Uint32Array | null): number[][] {
  const byText = new Map<number, number[]>();
  rows.forEach(({ text }, document) => {
    if (text !== 0) byText.set(text, [...(byText.get(text) ?? []), document]);
  });
  const units = [...byText].map(([text, members]) => ({
    text,
    members: members.sort((a, b) => compareIds(rows, a, b)),
  }));
  units.sort(
    (a, b) =>
      shinglesOf(b.text) - shinglesOf(a.text) ||
      tokensOf(b.text) - tokensOf(a.text) ||
      compareIds(rows, a.members[0], b.members[0]),
  );
  return units.map(({ members }) => {
    if (preference === null) return members;
    const best = Math.min(...members.map((document) => preference[document]));
    const leader = members.find((document) => preference[document] === best) ?? -1;
    return [leader, ...members.filter((document) => document !== leader)];
  });
}

function listUnits({ count, starts, members }: Units): number[][] {
  return Array.from({ length: count }, (_, unit) => Array.from(members.subarray(starts[unit], starts[unit + 1])));
}

function collapse(rows: readonly MadeRow[], preference: Uint32Array | null = null): Units {
  return collapseDocuments(makeTable(rows), listIds(rows.map(({ id }) => id)), preference);
}

describe('collapseDocuments', () => {
  it('equals a Map by tokens, in order of most shingles, most tokens, least id by UTF-8 bytes', () => {
    const property = fc.property(anyRows, (rows) => {
      expect(listUnits(collapse(rows))).toEqual(collapseByMap(rows, null));
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  it('moves a preferred document to the front of its own unit, and no unit', () => {
    const property = fc.property(
      anyRows,
      fc.array(fc.nat({ max: 3 }), { minLength: 60, maxLength: 60 }),
      (rows, ranks) => {
        const preference = Uint32Array.from(rows, (_, document) => ranks[document]);
        const units = collapse(rows, preference);
        expect(listUnits(units)).toEqual(collapseByMap(rows, preference));
        expect(Array.from(units.unitOf)).toEqual(Array.from(collapse(rows).unitOf));
      },
    );
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  it('tells of each document which unit it is in; an empty one is in none', () => {
    const property = fc.property(anyRows, (rows) => {
      const units = collapse(rows);
      const expected = rows.map(() => NO_UNIT);
      listUnits(units).forEach((members, unit) => {
        for (const document of members) expected[document] = unit;
        expect(leaderOf(units, unit)).toBe(members[0]);
      });
      expect(Array.from(units.unitOf)).toEqual(expected);
      rows.forEach(({ text }, document) => {
        expect(units.unitOf[document] === NO_UNIT).toBe(text === 0);
      });
    });
    fc.assert(property, { seed: SEED, numRuns: 100 });
  });

  it('makes no units of nothing, nor of empty documents', () => {
    expect(collapse([])).toMatchObject({ count: 0 });
    const units = collapse([
      { id: 'a', text: 0 },
      { id: 'b', text: 0 },
    ]);
    expect(units.count).toBe(0);
    expect(units.members).toHaveLength(0);
  });

  it('orders ids past the surrogates by code point', () => {
    const rows = ['\u{1f600}', '\uffee', 'z'].map((id, i) => ({ id, text: 3 + 6 * i }));
    expect(listUnits(collapse(rows))).toEqual([[2], [1], [0]]);
  });
});

describe('listLedUnits', () => {
  it('names the unit of each document that leads one, and none for the others', () => {
    const property = fc.property(anyRows, (rows) => {
      const units = collapse(rows);
      const led = listLedUnits(units);
      const expected = rows.map((_, document) => {
        const unit = units.unitOf[document];
        return unit !== NO_UNIT && leaderOf(units, unit) === document ? unit : NO_UNIT;
      });
      expect(Array.from(led)).toEqual(expected);
    });
    fc.assert(property, { seed: SEED, numRuns: 100 });
  });
});

describe('hasSameHash', () => {
  it('compares all 128 bits', () => {
    const hashes = Uint32Array.from({ length: 24 }, (_, i) => i % 4);
    for (let word = 0; word < 4; word++) hashes[4 * (word + 1) + word] += 0x80000000;
    expect(hasSameHash(hashes, 0, 5)).toBe(true);
    for (let row = 1; row < 5; row++) expect(hasSameHash(hashes, 0, row)).toBe(false);
  });
});
