import { describe, expect, it } from 'vitest';
import type { OutputStream } from '../../src/cli/io.js';
import { decideColor, decideProgress, paint, widthOf } from '../../src/cli/terminal.js';

const terminal: OutputStream = { fd: 1, isTerminal: true, columns: 120 };
const pipe: OutputStream = { fd: 1, isTerminal: false, columns: null };

describe('decideColor', () => {
  it('asks the flag first, then FORCE_COLOR, then NO_COLOR, then the terminal', () => {
    const everything = { FORCE_COLOR: '1', NO_COLOR: '1' };
    expect(decideColor('never', terminal, everything)).toBe(false);
    expect(decideColor('always', pipe, { NO_COLOR: '1' })).toBe(true);
    expect(decideColor('auto', pipe, everything)).toBe(true);
    expect(decideColor('auto', terminal, { FORCE_COLOR: '0' })).toBe(false);
    expect(decideColor('auto', pipe, { FORCE_COLOR: '' })).toBe(true);
    expect(decideColor('auto', terminal, { NO_COLOR: '1' })).toBe(false);
    expect(decideColor('auto', terminal, { NO_COLOR: '' })).toBe(true);
    expect(decideColor('auto', terminal, {})).toBe(true);
    expect(decideColor('auto', pipe, {})).toBe(false);
  });

  it('does not color a pipe because CI says something', () => {
    expect(decideColor('auto', pipe, { CI: '1', COLORTERM: 'truecolor', TERM: 'xterm-256color' })).toBe(false);
  });

  it('leaves a dumb terminal plain', () => {
    expect(decideColor('auto', terminal, { TERM: 'dumb' })).toBe(false);
  });
});

describe('decideProgress', () => {
  it('wants a terminal that can go back in its line, unless the flag says', () => {
    expect(decideProgress('auto', terminal, {})).toBe(true);
    expect(decideProgress('auto', terminal, { TERM: 'dumb' })).toBe(false);
    expect(decideProgress('auto', pipe, { FORCE_COLOR: '1' })).toBe(false);
    expect(decideProgress('always', pipe, {})).toBe(true);
    expect(decideProgress('never', terminal, {})).toBe(false);
  });
});

describe('widthOf', () => {
  it('is the terminal, at least 40 columns, and 80 elsewhere', () => {
    expect([terminal, pipe, { ...terminal, columns: 7 }, { ...terminal, columns: 0 }].map(widthOf)).toEqual([
      120, 80, 40, 40,
    ]);
  });
});

describe('paint', () => {
  it('styles what is colored, whatever the process itself is connected to', () => {
    expect(paint('red', 'x', true)).toBe('\u001b[31mx\u001b[39m');
    expect(paint('red', 'x', false)).toBe('x');
  });
});
