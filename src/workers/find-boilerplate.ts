// Finding boilerplate with the pool: stretches counted side by side, and named one after the other.
//
// What is handed out and in which order the results are joined; how it is done stands in match/boilerplate. What is found does not
// depend on the number of workers. Refuses to decide what is kept.
import { BoilerplateCollector } from '../match/boilerplate.js';
import type { Boilerplate, CountedStretch } from '../match/boilerplate.js';
import type { Groups } from '../match/gathering.js';
import { listHotStretches } from '../match/hot-stretches.js';
import type { HotStretch } from '../match/hot-stretches.js';
import type { MatchRun } from '../match/match-run.js';
import type { WorkerPool } from './pool.js';
import { TASKS_AHEAD } from './pool.js';

/** Stretches listed ahead for each worker: counting them early may be in vain where one before them names the same. */
const STRETCHES_AHEAD = 8;

/** Finds the boilerplate of the kept units, which were admitted to `postings`; `window` is the least run, in shingles. */
export async function findBoilerplate(
  run: Pick<MatchRun, 'sketches' | 'units' | 'pause'>,
  pool: WorkerPool,
  postings: Groups,
  window: number,
): Promise<Boilerplate> {
  const collector = new BoilerplateCollector(postings, window);
  const isKnown = (fingerprintHash: number): boolean => collector.isKnown(fingerprintHash);
  const queue = new StretchQueue(pool, window);
  const stretches = listHotStretches(run, postings, window, isKnown);
  for (;;) {
    while (queue.hasRoom()) {
      const listed = stretches.next();
      if (listed.done === true) break;
      queue.push(listed.value);
      queue.begin(isKnown);
    }
    queue.begin(isKnown);
    // Stretch after stretch, in the order of the list: what is named does not depend on which were counted early.
    const first = queue.shift();
    if (first === undefined) return collector.finish();
    if (!isKnown(first.stretch.fingerprintHash)) {
      const counted = await first.count();
      if (counted !== null) collector.add(counted);
    }
    await run.pause();
  }
}

/** A stretch whose turn has not come yet. Lives until it is added, or known. */
class QueuedStretch {
  readonly stretch: HotStretch;
  isDone = false;
  readonly #run: () => Promise<CountedStretch | null>;
  #counted: Promise<CountedStretch | null> | null = null;

  constructor(stretch: HotStretch, run: () => Promise<CountedStretch | null>) {
    this.stretch = stretch;
    this.#run = run;
  }

  get isBegun(): boolean {
    return this.#counted !== null;
  }

  /** What is counted, by now or later. */
  count(): Promise<CountedStretch | null> {
    if (this.#counted !== null) return this.#counted;
    const counted = this.#run();
    const finish = (): void => {
      this.isDone = true;
    };
    // It may reject while an earlier one is waited for; whoever awaits it hears of it.
    counted.then(finish, finish);
    this.#counted = counted;
    return counted;
  }
}

/** Stretches in the order of the list, of which the later ones may be counted before the turn of the first has come. */
class StretchQueue {
  readonly #pool: WorkerPool;
  readonly #window: number;
  readonly #stretches: QueuedStretch[] = [];

  constructor(pool: WorkerPool, window: number) {
    this.#pool = pool;
    this.#window = window;
  }

  /** A lone worker gains nothing by counting early: one stretch at a time then. */
  hasRoom(): boolean {
    return this.#stretches.length < (this.#pool.size === 1 ? 1 : STRETCHES_AHEAD * this.#pool.size);
  }

  push(stretch: HotStretch): void {
    const count = (): Promise<CountedStretch | null> =>
      this.#pool.run('countStretch', { stretch, window: this.#window });
    this.#stretches.push(new QueuedStretch(stretch, count));
  }

  shift(): QueuedStretch | undefined {
    return this.#stretches.shift();
  }

  /** Has as many counted as the workers can do, but for those that are known, or that one before them is likely to name. */
  begin(isKnown: (fingerprintHash: number) => boolean): void {
    let atWork = 0;
    for (const queued of this.#stretches) if (queued.isBegun && !queued.isDone) atWork++;
    for (const [place, queued] of this.#stretches.entries()) {
      if (atWork >= (this.#pool.size === 1 ? 1 : TASKS_AHEAD * this.#pool.size)) return;
      const { fingerprintHash } = queued.stretch;
      if (queued.isBegun || isKnown(fingerprintHash)) continue;
      const isAwaited = this.#stretches
        .slice(0, place)
        .some(({ stretch }) => stretch.fingerprintHashes.includes(fingerprintHash));
      if (isAwaited) continue;
      void queued.count();
      atWork++;
    }
  }
}
