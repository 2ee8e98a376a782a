// Bringing sets into the arena with the pool: in the order in which their documents lie, several at a time.
//
// Refuses to say who is wanted, and to give places: that is the crew's.
import { leaderOf } from '../match/units.js';
import type { Units } from '../match/units.js';
import type { WorkerPool } from './pool.js';
import { TASKS_AHEAD, runInOrder } from './pool.js';
import type { ArenaPlaces, SetArena } from './set-arena.js';
import type { SetOrders, SharedRun } from './tasks.js';

/** Shingles brought in by one task. */
const SHINGLES_A_TASK = 200_000;

/** What sets are brought in with. */
export interface BringingContext extends Pick<SharedRun, 'board' | 'arena'> {
  readonly pool: WorkerPool;
  readonly pause: () => Promise<void>;
}

/**
 * Brings the sets of units into the arena: each from its leader, or, where that changed or vanished, from the next document of the
 * unit. Whose documents are all gone loses its place.
 */
export async function bringInSets(
  context: BringingContext,
  units: readonly number[],
  places: ArenaPlaces,
): Promise<void> {
  const { pool, board, arena } = context;
  let missing = orderWanted(units, (unit) => leaderOf(board.units, unit));
  for (let member = 1; missing.units.length > 0; member++) {
    const failed: number[] = [];
    let at = 0;
    const orders = cutOrders(missing, arena);
    for await (const part of runInOrder(orders, TASKS_AHEAD * pool.size, (order) => pool.run('loadSets', order))) {
      for (let i = 0; i < part.length; i++) if (part[i] !== 0) failed.push(missing.units[at + i]);
      at += part.length;
      await context.pause();
    }
    const others = new Map<number, number>();
    for (const unit of failed) {
      const document = memberOf(board.units, unit, member);
      if (document === null) places.remove(unit);
      else others.set(unit, document);
    }
    missing = orderWanted([...others.keys()], (unit) => others.get(unit) ?? 0);
  }
}

/** Units, and the documents that their sets are to be read from. */
type Wanted = Pick<SetOrders, 'units' | 'documents'>;

/** In the order in which the documents lie: that of their rows. */
function orderWanted(units: readonly number[], documentOf: (unit: number) => number): Wanted {
  const keys = Float64Array.from(units, (unit, i) => documentOf(unit) * units.length + i).sort();
  return {
    units: Uint32Array.from(keys, (key) => units[key % units.length]),
    documents: Uint32Array.from(keys, (key) => Math.floor(key / units.length)),
  };
}

function memberOf({ starts, members }: Units, unit: number, member: number): number | null {
  const at = starts[unit] + member;
  return at < starts[unit + 1] ? members[at] : null;
}

/** Cuts what is to be brought in into tasks. */
function* cutOrders({ units, documents }: Wanted, { starts, lengths }: SetArena): Generator<SetOrders> {
  for (let first = 0; first < units.length;) {
    let end = first;
    for (let sum = 0; end < units.length && (end === first || sum < SHINGLES_A_TASK); end++) sum += lengths[units[end]];
    const own = units.slice(first, end);
    yield { units: own, documents: documents.slice(first, end), places: own.map((unit) => starts[unit]) };
    first = end;
  }
}
