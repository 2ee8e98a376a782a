import { describe, expect, it } from 'vitest';
import { Messages } from '../../src/cli/messages.js';
import type { Diagnostic } from '../../src/index.js';
import { makeIo } from '../helpers/make-io.js';

const guessed: Diagnostic = { code: 'CHARSET_GUESSED', path: 'a.txt', line: null, message: 'read as windows-1252' };

describe('Messages', () => {
  it('puts place and message of a warning on one line', () => {
    const { io, readStderr } = makeIo();
    const messages = new Messages(io.stderr, false, false);
    messages.warn(guessed);
    messages.warn({ ...guessed, line: 3 });
    messages.warn({ ...guessed, path: null });
    messages.finish();
    expect(readStderr()).toBe(
      'dedupe: warning: a.txt: read as windows-1252\n' +
        'dedupe: warning: a.txt:3: read as windows-1252\n' +
        'dedupe: warning: read as windows-1252\n',
    );
  });

  it('lets nothing from names and texts reach the terminal raw', () => {
    const { io, readStderr } = makeIo(true);
    const messages = new Messages(io.stderr, false, false);
    const hostile = 'a\u001b]0;owned\u0007\u202eb\r\n\u0000';
    messages.warn({ ...guessed, path: hostile, message: hostile });
    messages.tellError(hostile);
    messages.tellDetail(hostile);
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(readStderr().replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    expect(readStderr().split('\n')).toHaveLength(4);
  });

  it('prints fifty warnings and counts the rest', () => {
    const { io, readStderr } = makeIo();
    const messages = new Messages(io.stderr, false, false);
    for (let count = 0; count < 1234; count++) messages.warn(guessed);
    messages.finish();
    const lines = readStderr().trimEnd().split('\n');
    expect(lines).toHaveLength(51);
    expect(lines[50]).toBe('dedupe: warning: 1184 more warnings; --reporter json lists them all');
  });

  it('says nothing of a rest where there is none', () => {
    const { io, readStderr } = makeIo();
    const messages = new Messages(io.stderr, false, false);
    for (let count = 0; count < 50; count++) messages.warn(guessed);
    messages.finish();
    expect(readStderr().trimEnd().split('\n')).toHaveLength(50);
  });

  it('keeps warnings to itself when quiet, but not errors', () => {
    const { io, readStderr } = makeIo();
    const messages = new Messages(io.stderr, false, true);
    for (let count = 0; count < 60; count++) messages.warn(guessed);
    messages.tellError('it failed');
    messages.finish();
    expect(readStderr()).toBe('dedupe: it failed\n');
  });

  it('clears the status line before anything else is written, once', () => {
    const { io, readStderr } = makeIo(true);
    const messages = new Messages(io.stderr, false, false);
    messages.drawStatus('working');
    messages.warn(guessed);
    messages.clearStatus();
    messages.drawStatus('on');
    messages.finish();
    const clear = '\r\u001b[K';
    expect(readStderr()).toBe(
      `${clear}working${clear}dedupe: warning: a.txt: read as windows-1252\n${clear}on${clear}`,
    );
  });

  it('colors only what it says itself', () => {
    const { io, readStderr } = makeIo(true);
    new Messages(io.stderr, true, false).warn(guessed);
    expect(readStderr()).toBe('dedupe: \u001b[33mwarning:\u001b[39m a.txt: read as windows-1252\n');
  });
});
