import { describe, expect, it } from 'vitest';
import { Messages } from '../../src/cli/messages.js';
import { createProgress } from '../../src/cli/progress.js';
import { makeIo } from '../helpers/make-io.js';

const clear = '\r\u001b[K';

describe('createProgress', () => {
  it('shows the phase and how much of it is done, and is gone at the end', () => {
    const { io, readStderr } = makeIo(true);
    let time = 0;
    const progress = createProgress(new Messages(io.stderr, false, false), 80, () => (time += 1000));
    progress.phase('sketch documents', 2_000_000, 'bytes');
    progress.advance(900_000);
    progress.done('sketch documents', { documents: 3 });
    progress.phase('find sources', null, 'sources');
    progress.advance(1234);
    progress.done('find sources', {});
    expect(readStderr().split(clear)).toEqual([
      '',
      'sketch documents: 0 % of 2.0 MB',
      'sketch documents: 45 % of 2.0 MB',
      '',
      'find sources: 0 sources',
      'find sources: 1,234 sources',
      '',
    ]);
  });

  it('draws at most ten times a second, however often it is told', () => {
    const { io, readStderr } = makeIo(true);
    let time = 0;
    const progress = createProgress(new Messages(io.stderr, false, false), 80, () => time);
    progress.phase('match documents', 10_000, 'documents');
    for (let done = 1; done <= 10_000; done++) {
      time += 0.1;
      progress.advance(done);
    }
    const drawn = readStderr().split(clear).length - 1;
    expect(drawn).toBeGreaterThanOrEqual(10);
    expect(drawn).toBeLessThanOrEqual(11);
  });

  it('stays on one line of the terminal, and claims no more than all', () => {
    const { io, readStderr } = makeIo(true);
    let time = 0;
    const progress = createProgress(new Messages(io.stderr, false, false), 40, () => (time += 1000));
    progress.phase('sketch documents', 123_456_789_012, 'documents');
    progress.advance(999_999_999_999);
    const [, , last] = readStderr().split(clear);
    expect(last).toBe('sketch documents: 100 % of 123,456,789,');
    expect(last?.length).toBe(39);
  });
});
