// The records of a scan held against the definitions: order, counts, and every number computed again by brute force.
//
// Knows the documents as tokens that their maker wrote down, and nothing of src/ but types.

import { expect } from 'vitest';
import type { ClusterRecord, DocumentRecord, OverlapRecord, PairRecord, ReportRecord } from '../../src/model.js';
import {
  countShared,
  describeExactly,
  type ExactDocument,
  hasSameTokens,
  listShingles,
  measureCommonRun,
  relateExactly,
  USUAL_THRESHOLDS,
} from '../helpers/exact-documents.js';
import type { RelativeDocument } from '../helpers/made-relatives.js';
import { halfWordsOf } from '../helpers/made-texts.js';

/** Records by kind, in the order in which they came. */
export interface SortedRecords {
  readonly clusters: readonly ClusterRecord[];
  readonly overlaps: readonly OverlapRecord[];
  readonly pairs: readonly PairRecord[];
  readonly documents: readonly DocumentRecord[];
}

export function sortRecords(records: readonly ReportRecord[]): SortedRecords {
  return {
    clusters: records.filter((record) => record.type === 'cluster'),
    overlaps: records.filter((record) => record.type === 'overlap'),
    pairs: records.filter((record) => record.type === 'pair'),
    documents: records.filter((record) => record.type === 'document'),
  };
}

export function compareBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** Fails unless groups come in the report's order, and within each the records by id in UTF-8 byte order, none twice. */
export function expectOrder(records: readonly ReportRecord[]): void {
  const groups = ['cluster', 'overlap', 'boilerplate', 'pair', 'document'];
  const places = records.map((record) => groups.indexOf(record.type));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  const { clusters, overlaps, pairs, documents } = sortRecords(records);
  for (const { members } of clusters) expectAscending(members.map(({ document }) => [document]));
  expectAscending(clusters.map(({ representative }) => [representative]));
  expectAscending(overlaps.map(({ left, right }) => [left, right]));
  expectAscending(pairs.map(({ left, right }) => [left, right]));
  expectAscending(documents.map(({ id }) => [id]));
  for (const { left, right } of [...overlaps, ...pairs]) expect(compareBytes(left, right)).toBeLessThan(0);
}

function expectAscending(keys: readonly (readonly string[])[]): void {
  for (let i = 1; i < keys.length; i++) {
    const part = keys[i].findIndex((key, k) => key !== keys[i - 1][k]);
    expect(part).toBeGreaterThanOrEqual(0);
    expect(compareBytes(keys[i - 1][part], keys[i][part])).toBeLessThan(0);
  }
}

/** Fails unless every relation and measure is what brute force makes of the documents, and the named ones are described. */
export function expectTruth(records: readonly ReportRecord[], made: readonly RelativeDocument[]): void {
  const exact = new Map(made.map(({ id, tokens }) => [id, describeExactly(id, tokens)]));
  const texts = new Map(made.map(({ id, text }) => [id, text]));
  const known = (id: string): ExactDocument => exact.get(id) ?? expect.fail(`${id} is no document`);
  const relate = (one: ExactDocument, other: ExactDocument): string | null => {
    if (texts.get(one.id) === texts.get(other.id)) return 'identical';
    const [smaller, larger] = [one, other].sort(compareSize);
    return relateExactly(larger, smaller, USUAL_THRESHOLDS);
  };
  const named = new Set<string>();
  const { clusters, overlaps, pairs, documents } = sortRecords(records);
  for (const { representative, members } of clusters) {
    expect(members.length).toBeGreaterThan(0);
    named.add(representative);
    for (const member of members) {
      expect(named.has(member.document)).toBe(false);
      const [document, other] = [known(member.document), known(member.via ?? representative)];
      expect({ ...member }).toMatchObject({ ...measure(document, other), relation: relate(document, other) });
      expect(member.coverage).toBe(measureCoverage(document, other));
    }
    for (const { document } of members) named.add(document);
  }
  for (const overlap of overlaps) {
    const [left, right] = [known(overlap.left), known(overlap.right)];
    const { jaccard, containment } = measure(left, right);
    expect({ ...overlap }).toMatchObject({ jaccard, containment });
    expect(overlap.longestPassageWords).toBe(Math.floor(measureCommonRun(left.tokens, right.tokens) / 2));
    expect(relate(left, right)).toBeNull();
  }
  for (const pair of pairs) {
    const [left, right] = [known(pair.left), known(pair.right)];
    expect({ ...pair }).toMatchObject({ ...measure(left, right), relation: relate(left, right) });
    expect(pair.smaller).toBe([left, right].sort(compareSize)[0] === left ? 'left' : 'right');
  }
  for (const { left, right } of [...overlaps, ...pairs]) named.add(left).add(right);
  for (const record of records) if (record.type === 'boilerplate') named.add(record.example);
  expect(documents.map(({ id }) => id)).toEqual([...named].sort(compareBytes));
  for (const { id, tokens, byteLength } of documents) {
    expect(tokens).toBe(known(id).tokens.length);
    expect(byteLength).toBe(Buffer.byteLength(texts.get(id) ?? ''));
  }
}

/** Smaller first: fewer distinct shingles, fewer tokens, the later id. */
function compareSize(one: ExactDocument, other: ExactDocument): number {
  return (
    one.shingles.size - other.shingles.size || one.tokens.length - other.tokens.length || compareBytes(other.id, one.id)
  );
}

function measure(one: ExactDocument, other: ExactDocument) {
  const sharedShingles = countShared(one, other);
  return {
    sharedShingles,
    jaccard: sharedShingles / (one.shingles.size + other.shingles.size - sharedShingles),
    containment: sharedShingles / Math.min(one.shingles.size, other.shingles.size),
  };
}

/** Share of the document's tokens that lie in a shingle which the other has too. */
function measureCoverage({ tokens, shingles }: ExactDocument, other: ExactDocument): number {
  if (hasSameTokens({ ...other, tokens }, other)) return 1;
  const covered = new Set<number>();
  for (let last = 0; last < tokens.length; last++) {
    const shingle = endShingle(tokens, last, shingles.size);
    if (shingle === null || !other.shingles.has(tokens.slice(shingle, last + 1).join(' '))) continue;
    for (let token = shingle; token <= last; token++) covered.add(token);
  }
  return covered.size / tokens.length;
}

/** First token of the shingle that ends at a token; null where none ends there. */
function endShingle(tokens: readonly string[], last: number, distinct: number): number | null {
  let halfWords = 0;
  for (let first = last; first >= 0; first--) {
    halfWords += halfWordsOf(tokens[first]);
    if (halfWords >= 10) return first;
  }
  const isShort = distinct === 1 && last === tokens.length - 1 && listShingles(tokens)[0] === tokens.join(' ');
  return isShort ? 0 : null;
}
