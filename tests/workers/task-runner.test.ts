// Everything a thread can be asked to do, each against the function of the room that does it.

import { describe, expect, it } from 'vitest';
import { isWasmAvailable } from '../../src/kernel/kernel-module.js';
import { createSetMatcher } from '../../src/kernel/set-matcher.js';
import { GROUP_CAP, Groups } from '../../src/match/gathering.js';
import { countCoveredTokens } from '../../src/match/shingle-set.js';
import { StretchFinder } from '../../src/match/stretch-finder.js';
import { leaderOf } from '../../src/match/units.js';
import { NO_HALVES, thinCandidates, verifyCandidates } from '../../src/match/verify.js';
import type { ShingleSet } from '../../src/model.js';
import { viewHalves } from '../../src/workers/set-arena.js';
import { sketchRanges } from '../../src/workers/sketch-ranges.js';
import type { TaskSetup, VerificationTask } from '../../src/workers/tasks.js';
import { TaskRunner, createTools } from '../../src/workers/task-runner.js';
import { UNREADABLE } from '../../src/workers/tasks.js';
import { makeRelatives } from '../helpers/made-relatives.js';
import { listWords, writeTokens } from '../helpers/made-texts.js';
import { makeFolder } from '../helpers/make-folder.js';
import { shareMemory } from '../helpers/shared-run.js';
import { USUAL_SKETCH } from '../helpers/sketch-texts.js';

const SETUP: TaskSetup = {
  reader: { textField: 'text', idField: 'id', maxSize: null },
  sketch: USUAL_SKETCH,
  kernel: 'reference',
  engine: 'dedupe',
};

const CONTENTS = Object.fromEntries(makeRelatives(41, 60).map(({ id, text }) => [id, text]));

describe('the tools of a thread', () => {
  it('read each format, and sketch with the kernel that was asked for', async () => {
    for (const kernel of isWasmAvailable() ? (['reference', 'wasm'] as const) : (['reference'] as const)) {
      const tools = await createTools({ ...SETUP, kernel });
      expect(tools.sketcher.name).toBe(kernel);
      for (const format of ['text', 'json-lines'] as const) {
        const source = { path: 'a', file: 'a', format, byteLength: 0, isExplicit: true };
        expect(tools.readerOf(source).format).toBe(format);
      }
      tools.close();
    }
  });

  it('sign with the package where that engine is asked for', async () => {
    const utf8 = new TextEncoder().encode('one two three four five six');
    const own = (await createTools(SETUP)).sketcher.sketchDocument(utf8);
    const { sketcher } = await createTools({ ...SETUP, engine: 'minhash' });
    const other = sketcher.sketchDocument(utf8);
    expect(other.tokensHash).toEqual(own.tokensHash);
    expect(other.signature).not.toEqual(own.signature);
  });
});

describe('a task runner', () => {
  it('sketches ranges', async () => {
    const file = `${makeFolder({ 'a.jsonl': '{"text": "one two"}\n{"text": "three"}\n' })}/a.jsonl`;
    const source = { path: 'a', file, format: 'json-lines' as const, byteLength: 38, isExplicit: true };
    const task = { ranges: [{ range: { source, offset: 0, byteLength: 38 }, sourceNumber: 0 }], used: null };
    const tools = await createTools(SETUP);
    const batch = new TaskRunner(tools).run('sketchRanges', task);
    expect(batch).toEqual(sketchRanges(task, tools.readerOf, tools.sketcher));
    expect([...batch.sketches.tokens]).toEqual([2, 1]);
  });

  it('does nothing that needs the board of the run before it was shared', async () => {
    const runner = new TaskRunner(await createTools(SETUP));
    const nothing = new Uint32Array(0);
    expect(() => runner.run('findCandidates', { start: 0, end: 0, blockStart: 0, blockEnd: 0 })).toThrow(
      'not shared yet',
    );
    expect(() => runner.run('loadSets', { units: nothing, documents: nothing, places: nothing })).toThrow(
      'not shared yet',
    );
    const noCandidates = { start: 0, settled: 0, starts: nothing, others: nothing };
    expect(() => runner.run('thinCandidates', noCandidates)).toThrow('not shared yet');
    expect(() => runner.run('verifyCandidates', noCandidates)).toThrow('not shared yet');
    expect(() => runner.run('measureCoverage', { documents: nothing, others: nothing })).toThrow('not shared yet');
    expect(() => runner.run('findEvidence', { start: 0, end: 0, most: 1 })).toThrow('not shared yet');
  });

  it('finds candidates on the board as it is at each task', async () => {
    const { runner, run } = await shareMemory(CONTENTS);
    const { board } = run;
    const { count } = board.units;
    const first = { start: 0, end: count, blockStart: 0, blockEnd: count };
    const among = runner.run('findCandidates', first);
    expect(among).toEqual(new StretchFinder(board).findAll(first));
    const start = count >>> 1;
    const rest = { start, end: count, blockStart: start, blockEnd: count };
    // Nobody before the block was admitted, so there is nobody to meet but one another.
    expect(runner.run('findCandidates', rest).others.every((other) => other >= start)).toBe(true);
    for (const groups of [
      new Groups(board.buckets, GROUP_CAP, 0, board.bucketColumns),
      new Groups(board.postings, GROUP_CAP, 0, board.postingColumns),
    ]) {
      for (let unit = 0; unit < start; unit++) groups.admit(unit);
    }
    const found = runner.run('findCandidates', rest);
    expect(found).toEqual(new StretchFinder(board).findAll(rest));
    expect(found.others.some((other) => other < start)).toBe(true);
    expect(found.others.length).toBeGreaterThan(5);
  });

  it('brings sets in at the places that were given to them, and says which are gone', async () => {
    const { runner, run, corpus } = await shareMemory(CONTENTS);
    const { board, arena } = run;
    const leaders = Uint32Array.from({ length: 4 }, (_, unit) => leaderOf(board.units, unit));
    let place = 3;
    for (let unit = 0; unit < 4; unit++) {
      arena.starts[unit] = place;
      place += arena.lengths[unit];
    }
    corpus.files.write(corpus.documents.ids.read(leaders[2]), null);
    const order = { units: Uint32Array.of(0, 1, 2, 3), documents: leaders, places: arena.starts.slice(0, 4) };
    expect([...runner.run('loadSets', order)]).toEqual([0, 0, 1, 0]);
    for (const unit of [0, 1, 3]) {
      const set = corpus.reader.get(leaders[unit]);
      expect(set).not.toBeNull();
      const high = new Set(set?.filter((_, i) => i % 2 === 1));
      expect(viewHalves(arena, unit)).toEqual(Uint32Array.from(high));
    }
    // Nobody wrote beside them.
    expect(arena.words.subarray(0, 3).every((word) => word === 0)).toBe(true);
    const gone = arena.words.subarray(arena.starts[2], arena.starts[2] + arena.lengths[2]);
    expect(gone.every((word) => word === 0)).toBe(true);
    expect(viewHalves(arena, 2)).toHaveLength(0);
    expect(arena.words.subarray(place).every((word) => word === 0)).toBe(true);
    expect([...corpus.isChanged].reduce((sum, byte) => sum + byte, 0)).toBe(1);
  });

  /** Each unit with all before it. */
  const listPairs = (count: number): VerificationTask => ({
    start: 0,
    settled: 0,
    starts: Uint32Array.from({ length: count + 1 }, (_, unit) => (unit * (unit - 1)) / 2),
    others: Uint32Array.from(Array.from({ length: count }, (_, unit) => [...Array(unit).keys()]).flat()),
  });

  it('verifies candidates on sets read again, and reads none that the high words of the arena rule out', async () => {
    const { runner, run, corpus, loadAll } = await shareMemory(CONTENTS);
    const { board, arena } = run;
    const { count } = board.units;
    const task = listPairs(count);
    const setOf = (unit: number): ShingleSet | null => corpus.reader.get(leaderOf(board.units, unit));
    const context = { ...board, matcher: createSetMatcher('reference'), halves: NO_HALVES, setOf };
    const expected = verifyCandidates(context, 0, task, 0);
    expect(expected.filter((shared) => shared > 0).length).toBeGreaterThan(5);
    loadAll();
    const before = corpus.files.readAgain.length;
    expect(runner.run('verifyCandidates', task)).toEqual(expected);
    const read = new Set(corpus.files.readAgain.slice(before));
    expect(read.size).toBeGreaterThan(5);
    expect(read.size).toBeLessThan(count - 5);
    // Whose high words are not there is compared all the same.
    arena.starts[0] = 0xffffffff;
    arena.starts[count - 1] = 0xffffffff;
    expect(runner.run('verifyCandidates', task)).toEqual(expected);
  });

  it('thins candidates by the filters of large documents', async () => {
    const large = Array.from({ length: 3 }, (_, i) => listWords(10_000 * i, 1500 + i));
    const parts = large.map((words, i) => words.slice(100 * i, 100 * i + 60));
    const texts = [...large, ...parts].map((tokens, i) => [`${i}.txt`, writeTokens(tokens)]);
    const { runner, run, corpus, loadAll } = await shareMemory(Object.fromEntries(texts) as Record<string, string>);
    loadAll();
    const { units, sketches } = run.board;
    const task = listPairs(units.count);
    const before = corpus.files.readAgain.length;
    const worthy = runner.run('thinCandidates', task);
    expect(corpus.files.readAgain).toHaveLength(before);
    const halvesOf = (unit: number): Uint32Array | null => viewHalves(run.arena, unit);
    expect(worthy).toEqual(thinCandidates({ ...run.board, sketches }, halvesOf, 0, task));
    // Each part with its whole, and with the other parts, which have no filters.
    expect(worthy.reduce((sum, isWorthy) => sum + isWorthy, 0)).toBe(3 + 3);
  });

  it('measures how much of a document another has, and says where one of them is gone', async () => {
    const { runner, corpus } = await shareMemory({
      'a.txt': 'one two three four five six seven',
      'b.txt': 'zero one two three four five',
      'c.txt': 'one two three four five six seven',
      'd.txt': 'something else altogether, it seems',
    });
    corpus.files.write('d.txt', null);
    const { reader } = corpus;
    const [sequence, set] = [reader.getSequence(1), reader.get(0)];
    if (sequence === null || set === null) throw new Error('both are there');
    const documents = Uint32Array.of(1, 0, 2, 3, 1);
    const others = Uint32Array.of(0, 1, 0, 0, 3);
    const shares = [...runner.run('measureCoverage', { documents, others })];
    expect(shares).toEqual([5 / 6, 5 / 7, 1, UNREADABLE, UNREADABLE]);
    expect(shares[0]).toBe(countCoveredTokens(sequence, set) / sequence.tokens);
  });
});
