// Weaving both nets with the pool: bands a few at a time, fingerprints a stretch of partitions at a time.
//
// What is handed out and in which order the results are joined; how it is done stands in match/buckets and match/postings.
// Nets do not depend on the number of workers. Refuses to choose a banding.
import type { Banding } from '../match/banding.js';
import type { BandColumns, GroupedBand } from '../match/buckets.js';
import { joinBands, listBanded } from '../match/buckets.js';
import type { MatchBoard } from '../match/candidates.js';
import { cutPartitions, partitionFingerprints } from '../match/fingerprint-partitions.js';
import type { Net } from '../match/net.js';
import { createWords } from '../columns.js';
import { FINGERPRINTS_AT_ONCE, createFingerprintGroups, layOutPostings } from '../match/postings.js';
import type { Units } from '../match/units.js';
import type { SketchTable } from '../model.js';
import type { StoredColumn } from '../spill/spillable-column.js';
import type { WorkerPool } from './pool.js';
import { runInOrder } from './pool.js';
import type { BandTask, FillTask, FingerprintTask, PlaceTask } from './tasks.js';

/** Bands grouped by one task: their keys are made in one walk over the signatures. */
const BANDS_A_TASK = 8;
/** Stretches of documents handed to each worker: a few, so that none waits long for another. */
const STRETCHES_A_WORKER = 4;

/** What is woven from. */
export interface WeavingContext {
  readonly pool: WorkerPool;
  readonly sketches: SketchTable;
  readonly signatures: StoredColumn;
  readonly units: Units;
  readonly lanes: number;
  readonly banding: Banding;
  readonly threshold: number;
  /** Shared memory that nobody uses meanwhile. */
  readonly scratch: Uint32Array;
  readonly pause: () => Promise<void>;
}

export async function weaveNets(context: WeavingContext): Promise<{ buckets: Net; postings: Net }> {
  return { buckets: await weaveBuckets(context), postings: await weavePostings(context) };
}

async function weaveBuckets(context: WeavingContext): Promise<Net> {
  const { pool, sketches, signatures, units, lanes, banding, threshold, pause } = context;
  const { bands, rowsPerBand } = banding;
  const columns: BandColumns = { lanes, rowsPerBand, ...listBanded(sketches, units, threshold) };
  const tasks: BandTask[] = [];
  for (let first = 0; first < bands; first += BANDS_A_TASK) {
    tasks.push({ columns, signatures, first, end: Math.min(first + BANDS_A_TASK, bands) });
  }
  const grouped: GroupedBand[] = [];
  for await (const part of runInOrder(tasks, pool.size, (task) => pool.run('groupBands', task))) {
    grouped.push(...part);
    await pause();
  }
  return joinBands(units.count, grouped);
}

async function weavePostings({ pool, sketches, units, scratch, pause }: WeavingContext): Promise<Net> {
  const columns = partitionFingerprints(sketches, units);
  const groups = createFingerprintGroups(columns, scratch);
  const total = columns.partitionStarts[columns.partitionStarts.length - 1];
  // As many goes for each worker; each go reads all fingerprints once.
  const goes = pool.size * Math.ceil(total / (pool.size * FINGERPRINTS_AT_ONCE));
  const cuts = cutPartitions(columns, Math.ceil(total / goes));
  const stretches = cuts.slice(1).map((end, i): FingerprintTask => ({ columns, groups, cuts: [cuts[i], end] }));
  const sizes: Uint32Array[] = [];
  for await (const part of runInOrder(stretches, pool.size, (task) => pool.run('groupFingerprints', task))) {
    sizes.push(...part);
    await pause();
  }
  const unitStarts = createWords(units.count + 1);
  const empty = createWords(0);
  const counted = { unitStarts, groups: empty, positions: empty };
  const documents = cutDocuments(sketches, STRETCHES_A_WORKER * pool.size);
  const run = async (name: 'countPlaces' | 'placeFingerprints', net: PlaceTask['net']): Promise<void> => {
    const tasks = documents.map((range): PlaceTask => ({ columns, groups, net, ...range }));
    // They have no results: what they do stands in the columns.
    const results = runInOrder(tasks, 2 * pool.size, (task) => pool.run(name, task));
    while ((await results.next()).done !== true) await pause();
  };
  await run('countPlaces', counted);
  const net = layOutPostings(unitStarts, groups, sizes);
  await run('placeFingerprints', net);
  return net;
}

/** Cuts the documents into stretches of about as many fingerprints. */
function cutDocuments({ count, fingerprintStarts }: SketchTable, stretches: number): { first: number; end: number }[] {
  const ranges: { first: number; end: number }[] = [];
  let first = 0;
  for (let stretch = 1; stretch <= stretches; stretch++) {
    const until = (fingerprintStarts[count] / stretches) * stretch;
    let end = stretch === stretches ? count : first;
    while (end < count && fingerprintStarts[end] < until) end++;
    if (end > first) ranges.push({ first, end });
    first = end;
  }
  return ranges;
}

/** Fills the groups of both nets, as clusters want them: each thread a stretch of the groups. */
export async function fillMembers(
  pool: WorkerPool,
  board: Pick<MatchBoard, 'buckets' | 'postings' | 'bucketColumns' | 'postingColumns'>,
  pause: () => Promise<void>,
): Promise<void> {
  const tasks: FillTask[] = [];
  for (const [net, columns] of [
    [board.postings, board.postingColumns],
    [board.buckets, board.bucketColumns],
  ] as const) {
    const groupCount = net.groupStarts.length - 1;
    for (let part = 0; part < pool.size; part++) {
      const first = Math.floor((groupCount / pool.size) * part);
      tasks.push({ net, columns, first, end: Math.floor((groupCount / pool.size) * (part + 1)) });
    }
  }
  const results = runInOrder(tasks, pool.size, (task) => pool.run('fillMembers', task));
  while ((await results.next()).done !== true) await pause();
}
