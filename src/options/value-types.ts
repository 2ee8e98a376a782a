// The kinds of values that options take: how each is typed, which values it allows, how that is said.
//
// A value type is a plain object, the same for a text from the command line and for a value from a program, so that
// both are held to one range. Nothing here knows an option by name, and nothing throws: the caller says what is wrong.

import type { FailingRelation, ReporterChoice, ValueType } from './option-types.js';

/** A decimal number without sign or exponent: what people type for a ratio. */
const decimalPattern = /^(?:\d+\.?\d*|\.\d+)$/;
const wholePattern = /^\d+$/;
const sizePattern = /^(\d+(?:\.\d+)?) ?([A-Za-z]*)$/;

/** Bytes a unit, by its name in lower case: KB, MB … are powers of 1,000 (SI), KiB, MiB … of 1,024 (IEC 80000-13). */
const bytesPerUnit: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['kb', 1e3],
  ['mb', 1e6],
  ['gb', 1e9],
  ['tb', 1e12],
  ['kib', 1024],
  ['mib', 1024 ** 2],
  ['gib', 1024 ** 3],
  ['tib', 1024 ** 4],
]);

const failingRelations: readonly FailingRelation[] = ['identical', 'same-text', 'near', 'contained', 'overlap'];

/** The relations that make clusters: what `--fail-on` holds unless told otherwise. */
export const duplicateRelations: readonly FailingRelation[] = failingRelations.slice(0, 4);

/** A ratio above 0 and at most 1. */
export const ratio: ValueType<number> = {
  placeholder: 'RATIO',
  allowed: 'a number above 0 and at most 1',
  parseText: (text) => (decimalPattern.test(text) && isRatio(Number(text)) ? Number(text) : undefined),
  isValid: isRatio,
};

/** A size in bytes of at least 1, typed with or without a unit. */
export const size: ValueType<number> = {
  placeholder: 'SIZE',
  allowed: 'a size of at least one byte such as 500KB, 20MB (powers of 1,000), 64KiB, 1GiB (of 1,024) or 4096',
  parseText: parseSize,
  isValid: (value) => isWholeNumber(value, 1, Number.MAX_SAFE_INTEGER),
};

/** Below this the program itself takes more than what it is allowed. */
const LEAST_MEMORY_BYTE_LENGTH = 64e6;

/** A size that tables can be held in. */
export const memorySize: ValueType<number> = {
  placeholder: 'SIZE',
  allowed: 'a size of at least 64MB such as 256MB, 1GB (powers of 1,000), 512MiB or 2GiB (of 1,024)',
  parseText: (text) => {
    const parsed = parseSize(text);
    return parsed === undefined || parsed < LEAST_MEMORY_BYTE_LENGTH ? undefined : parsed;
  },
  isValid: (value) => isWholeNumber(value, LEAST_MEMORY_BYTE_LENGTH, Number.MAX_SAFE_INTEGER),
};

/** Any text but the empty one. */
export function text(placeholder: string): ValueType<string> {
  return {
    placeholder,
    allowed: 'a text that is not empty',
    parseText: (typed) => (typed === '' ? undefined : typed),
    isValid: (value) => typeof value === 'string' && value !== '',
  };
}

/** A whole number from `least` to `most`, both allowed. */
export function wholeNumber(placeholder: string, least: number, most: number): ValueType<number> {
  return {
    placeholder,
    allowed: `a whole number from ${least} to ${most}`,
    parseText: (typed) =>
      wholePattern.test(typed) && isWholeNumber(Number(typed), least, most) ? Number(typed) : undefined,
    isValid: (value) => isWholeNumber(value, least, most),
  };
}

/** One of a few words. */
export function choice<Word extends string>(...words: readonly Word[]): ValueType<Word> {
  return {
    placeholder: words.join('|'),
    allowed: `one of ${words.join(', ')}`,
    parseText: (typed) => words.find((word) => word === typed),
    isValid: (value) => words.some((word) => word === value),
  };
}

/** A comma list of relations in any order, or `none` alone. The value is in the order of the relations, each once. */
export const relationList: ValueType<readonly FailingRelation[]> = {
  placeholder: 'LIST',
  allowed: `none, or a comma list of ${failingRelations.join(', ')}`,
  parseText: (typed) => {
    if (typed === 'none') return [];
    const words: readonly string[] = typed.split(',').map((word) => word.trim());
    const known: readonly string[] = failingRelations;
    if (!words.every((word) => known.includes(word))) return undefined;
    return failingRelations.filter((relation) => words.includes(relation));
  },
  isValid: (value) => Array.isArray(value) && value.every((word) => failingRelations.some((known) => known === word)),
};

/** `NAME` or `NAME=FILE`, split at the first `=`; the file `-` is standard output. Which names exist is not known here. */
export const reporterChoice: ValueType<ReporterChoice> = {
  placeholder: 'NAME[=FILE]',
  allowed: "a reporter's name, or NAME=FILE",
  parseText: (typed) => {
    const split = typed.indexOf('=');
    const name = split < 0 ? typed : typed.slice(0, split);
    const file = split < 0 ? '-' : typed.slice(split + 1);
    return name === '' || file === '' ? undefined : { name, file: file === '-' ? null : file };
  },
  isValid: (value) => typeof value === 'object' && value !== null && 'name' in value && 'file' in value,
};

function isRatio(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value <= 1;
}

function isWholeNumber(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function parseSize(typed: string): number | undefined {
  const [, amount, unit] = sizePattern.exec(typed) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  const unitByteLength = bytesPerUnit.get(unit.toLowerCase());
  if (unitByteLength === undefined) return undefined;
  const byteLength = Math.floor(Number(amount) * unitByteLength);
  return isWholeNumber(byteLength, 1, Number.MAX_SAFE_INTEGER) ? byteLength : undefined;
}
