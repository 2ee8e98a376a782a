import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  choice,
  duplicateRelations,
  ratio,
  relationList,
  reporterChoice,
  size,
  text,
  wholeNumber,
} from '../../src/options/value-types.js';

const seed = 20_260_101;

describe('ratio', () => {
  it.each(['1', '0.6', '.6', '1.', '0.0001'])('reads %s', (typed) => {
    expect(ratio.parseText(typed)).toBe(Number(typed));
  });

  it.each(['', '0', '0.0', '1.0001', '-0.5', '60%', '60', '0,6', ' 0.6', '1e-1', 'NaN', 'Infinity', '0x1', '.'])(
    'refuses "%s"',
    (typed) => {
      expect(ratio.parseText(typed)).toBeUndefined();
    },
  );

  it('refuses from programs what it refuses from people', () => {
    expect([0, -0, 1.5, NaN, Infinity, '0.5', null].map((value) => ratio.isValid(value))).toEqual(Array(7).fill(false));
    expect([1, 0.6, Number.MIN_VALUE].every((value) => ratio.isValid(value))).toBe(true);
  });
});

describe('size', () => {
  it.each([
    ['1', 1],
    ['4096', 4096],
    ['1B', 1],
    ['500KB', 500_000],
    ['500kb', 500_000],
    ['1.5MB', 1_500_000],
    ['2 GB', 2_000_000_000],
    ['1TB', 1e12],
    ['64KiB', 65_536],
    ['1MiB', 1_048_576],
    ['1GiB', 2 ** 30],
    ['0.5TiB', 2 ** 39],
    ['1.0001KB', 1000],
  ])('reads %s as %i bytes', (typed, byteLength) => {
    expect(size.parseText(typed)).toBe(byteLength);
  });

  it.each(['', '0', '0KB', '-1', 'KB', '1 K B', '1K', '1XB', '1e3', '9007199254740992', '99999TB', '1..5MB', '.5MB'])(
    'refuses "%s"',
    (typed) => {
      expect(size.parseText(typed)).toBeUndefined();
    },
  );
});

describe('wholeNumber', () => {
  const number = wholeNumber('N', 3, 300);

  it('reads every number of its range back, and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), (value) => {
        const isInside = value >= 3 && value <= 300;
        expect(number.parseText(String(value))).toBe(isInside ? value : undefined);
        expect(number.isValid(value)).toBe(isInside);
      }),
      { seed },
    );
  });

  it.each(['', '3.0', '+3', '0x10', ' 3', '3 ', '1e1', '٣'])('refuses "%s"', (typed) => {
    expect(number.parseText(typed)).toBeUndefined();
  });

  it('says its range', () => {
    expect(number.allowed).toBe('a whole number from 3 to 300');
  });
});

describe('choice', () => {
  it('takes its words and nothing like them', () => {
    const word = choice('auto', 'never');
    expect(word.placeholder).toBe('auto|never');
    expect(['auto', 'never', 'Auto', '', 'toString'].map((typed) => word.parseText(typed))).toEqual([
      'auto',
      'never',
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('text', () => {
  it('takes anything but nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        expect(text('NAME').parseText(typed)).toBe(typed === '' ? undefined : typed);
      }),
      { seed },
    );
  });
});

describe('relationList', () => {
  it('is in one order, each relation once, however it was typed', () => {
    const typed = ['identical', 'same-text', 'near', 'contained', 'overlap'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...typed), { minLength: 1, maxLength: 12 }), (words) => {
        expect(relationList.parseText(words.join(','))).toEqual(typed.filter((word) => words.includes(word)));
      }),
      { seed },
    );
  });

  it('takes none alone, and blanks after commas', () => {
    expect(relationList.parseText('none')).toEqual([]);
    expect(relationList.parseText('near, overlap')).toEqual(['near', 'overlap']);
  });

  it.each(['', ',', 'near,', 'near,none', 'duplicates', 'Near'])('refuses "%s"', (typed) => {
    expect(relationList.parseText(typed)).toBeUndefined();
  });

  it('counts an overlap as no duplicate', () => {
    expect(duplicateRelations).toEqual(['identical', 'same-text', 'near', 'contained']);
  });
});

describe('reporterChoice', () => {
  it.each([
    ['json', { name: 'json', file: null }],
    ['json=-', { name: 'json', file: null }],
    ['json=out.json', { name: 'json', file: 'out.json' }],
    ['json=a=b.json', { name: 'json', file: 'a=b.json' }],
    ['json= ', { name: 'json', file: ' ' }],
  ])('reads %s', (typed, expected) => {
    expect(reporterChoice.parseText(typed)).toEqual(expected);
  });

  it.each(['', '=', '=file', 'json='])('refuses "%s"', (typed) => {
    expect(reporterChoice.parseText(typed)).toBeUndefined();
  });
});
