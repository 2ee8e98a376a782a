import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeFileError, isFileError, isMissing } from '../../src/readers/file-errors.js';
import { makeFolder } from '../helpers/make-folder.js';

function catchError(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('describeFileError', () => {
  it('describes what the system throws', () => {
    const folder = makeFolder({ 'a.txt': 'a' });
    expect(describeFileError(catchError(() => statSync(`${folder}/b.txt`)))).toMatch(/vanished/);
    expect(describeFileError(catchError(() => statSync(`${folder}/a.txt/b`)))).toMatch(/vanished/);
    expect(describeFileError(catchError(() => readFileSync(folder)))).toMatch(/folder/);
    expect(describeFileError(catchError(() => statSync(`${folder}/${'n'.repeat(5000)}`)))).toMatch(/longer than/);
  });

  it('gives the code of what it has no sentence for', () => {
    const error = Object.assign(new Error('x'), { code: 'constructor', syscall: 'read' });
    expect(describeFileError(error)).toBe('it cannot be read (constructor)');
  });

  it.each([
    ['a bug', new TypeError('x is not a function')],
    ['a string', 'x'],
    ['an error of zlib', Object.assign(new Error('x'), { code: 'Z_DATA_ERROR' })],
  ])('throws on what is not the file system’s: %s', (_, error) => {
    expect(isFileError(error)).toBe(false);
    expect(catchError(() => describeFileError(error))).toBe(error);
  });
});

describe('isMissing', () => {
  it('is true only where nothing is there', () => {
    const folder = makeFolder({ 'a.txt': 'a' });
    expect(isMissing(catchError(() => statSync(`${folder}/b`)))).toBe(true);
    expect(isMissing(catchError(() => statSync(`${folder}/a.txt/b`)))).toBe(true);
    expect(isMissing(catchError(() => readFileSync(folder)))).toBe(false);
    expect(isMissing(new Error('ENOENT'))).toBe(false);
  });
});
