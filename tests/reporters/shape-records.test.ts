import { describe, expect, it } from 'vitest';
import {
  shapeBoilerplate,
  shapeDiagnostic,
  shapeDocument,
  shapeHeader,
  shapeMember,
  shapeOverlap,
  shapePair,
  shapeSummary,
} from '../../src/reporters/shape-records.js';
import { buildDocument, buildHeader, buildMember, buildOverlap, buildPair } from './samples.js';

const PASSAGE = {
  right: { endByte: 9, startByte: 0, endLine: 1, startLine: 1 },
  left: { endByte: 19, startByte: 10, endLine: 2, startLine: 2 },
  tokens: 2,
};

describe('the shapes of records', () => {
  it('have their fields in the published order, whatever the order they came in', () => {
    const order = (shape: object): string => Object.keys(shape).join(' ');
    const listed = { passagesTotal: 3, passages: [PASSAGE] };
    expect(order(shapeHeader(buildHeader()))).toBe('schemaVersion tool options corpus recall');
    expect(order(shapeSummary(buildHeader().summary))).toBe('clusters redundant redundantByteLength overlaps');
    expect(order(shapeMember({ ...listed, via: 'x', ...buildMember('a') }))).toBe(
      'document relation jaccard containment coverage sharedShingles via passages passagesTotal',
    );
    expect(order(shapeOverlap({ ...listed, ...buildOverlap('a', 'b') }))).toBe(
      'left right jaccard containment longestPassageWords passages passagesTotal',
    );
    expect(order(shapePair({ ...listed, rightCoverage: 1, leftCoverage: 1, ...buildPair('a', 'b') }))).toBe(
      'left right relation jaccard containment sharedShingles smaller leftCoverage rightCoverage passages passagesTotal',
    );
    expect(order(shapeDocument(buildDocument('a')))).toBe('path line byteLength tokens contentHash');
    expect(order(shapeBoilerplate({ text: 'x', example: 'a', words: 1, documents: 2, type: 'boilerplate' }))).toBe(
      'documents words example text',
    );
    expect(order(shapeDiagnostic({ message: 'x', line: 1, path: 'a', code: 'DUPLICATE_ID', type: 'diagnostic' }))).toBe(
      'code path line message',
    );
    expect(JSON.stringify(shapeOverlap({ ...listed, ...buildOverlap('a', 'b') })['passages'])).toBe(
      '[{"tokens":2,"left":{"startLine":2,"endLine":2,"startByte":10,"endByte":19},' +
        '"right":{"startLine":1,"endLine":1,"startByte":0,"endByte":9}}]',
    );
  });

  it('leave out what a record does not have', () => {
    expect(shapeMember(buildMember('a'))).not.toHaveProperty('passages');
    expect(shapeMember(buildMember('a'))).not.toHaveProperty('via');
    expect(shapePair(buildPair('a', 'b'))).not.toHaveProperty('leftCoverage');
    expect(shapeDiagnostic({ type: 'diagnostic', code: 'DUPLICATE_ID', message: 'x' })).toEqual({
      code: 'DUPLICATE_ID',
      message: 'x',
    });
  });

  it('round measures half up and cut the bound on recall', () => {
    expect(shapeMember(buildMember('a', { jaccard: 0.58585, containment: 2 / 3, coverage: 0.99995 }))).toMatchObject({
      jaccard: 0.5859,
      containment: 0.6667,
      coverage: 1,
    });
    expect(shapeHeader(buildHeader()).recall).toMatchObject({ jaccardLowerBound: 0.9992 });
  });
});
