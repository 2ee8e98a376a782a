// Gathering steps: portion by portion the same as in one go, in order, with equal keys for equal steps.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherSteps } from '../../src/match/gather-steps.js';
import { hasBit } from '../../src/match/steps.js';
import { CAP, anyFingerprints, makeSteps } from '../helpers/made-steps.js';

const SEED = 20_030_614;

describe('gatherSteps', () => {
  it('gathers in portions what it gathers in one go: places of kept units, in order', () => {
    let gathered = 0;
    const property = fc.property(anyFingerprints, fc.boolean(), fc.nat(), (fingerprints, isSingle, cut) => {
      const isKept = (unit: number): boolean => unit % 5 !== 3;
      const { columns, sketches, units } = makeSteps(fingerprints, { isKept, isSingle });
      const { length } = columns.keptUnits;
      const whole = gatherSteps(columns, 0, length);
      const parts = [gatherSteps(columns, 0, cut % (length + 1)), gatherSteps(columns, cut % (length + 1), length)];
      for (const name of ['units', 'fingerprints', 'keys'] as const) {
        expect(parts.flatMap((part) => [...part[name]])).toEqual([...whole[name]]);
        expect(whole[name]).toHaveLength(whole.count);
      }
      const rows = Array.from(whole.units, (unit, i) => ({
        unit,
        fingerprint: whole.fingerprints[i],
        key: whole.keys[i],
      }));
      expect(rows).toEqual(rows.toSorted((a, b) => a.unit - b.unit || a.fingerprint - b.fingerprint));
      for (const { unit, fingerprint } of rows) {
        expect(isKept(unit)).toBe(true);
        const document = units.members[units.starts[unit]];
        expect(fingerprint).toBeGreaterThanOrEqual(sketches.fingerprintStarts[document]);
        expect(fingerprint).toBeLessThan(sketches.fingerprintStarts[document + 1]);
      }
      const { fingerprintHashes: hashes, fingerprintPositions: positions } = sketches;
      const keyOf = new Map<string, number>();
      for (const { fingerprint: i, key } of rows) {
        const step = isSingle ? `${hashes[i]}` : `${hashes[i]} ${hashes[i + 1]} ${positions[i + 1] - positions[i]}`;
        expect(keyOf.get(step) ?? key).toBe(key);
        keyOf.set(step, key);
      }
      expect(new Set(keyOf.values()).size).toBe(keyOf.size);
      gathered += rows.length;
    });
    fc.assert(property, { seed: SEED, numRuns: 200 });
    expect(gathered).toBeGreaterThan(1000);
  });

  it('marks the boilerplate of the units that it is asked for', () => {
    const pages = Array.from({ length: CAP + 3 }, (_, own) =>
      [11, 12, 1000 + own].map((hash, i) => ({ hash, position: 5 * i })),
    );
    const { columns } = makeSteps(pages, { hotHashes: [11, 12] });
    gatherSteps(columns, 1, 3);
    const marks = pages.flat().map((_, i) => hasBit(columns.isBoilerplate, i));
    expect(marks).toEqual(pages.flatMap((page, i) => page.map(({ hash }) => hash < 1000 && (i === 1 || i === 2))));
  });

  it('gathers nothing of an empty corpus', () => {
    expect(gatherSteps(makeSteps([]).columns, 0, 0).count).toBe(0);
  });
});
