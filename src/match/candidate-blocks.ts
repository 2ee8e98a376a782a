// Blocks of overlap candidates: which are measured together, so that each document is read as seldom as memory allows.
//
// Candidates hang together in families, most of them small. Units are laid out family by family, and within one as their documents
// lie; this line is cut into chunks of half a block, and a block holds the pairs of one chunk with itself and, as long as there is
// room, with earlier ones. So only what lies in a family larger than a chunk is read more than once. Refuses to read.
import type { Evidence } from './diagonals.js';

/** What the blocks are cut by. */
export interface BlockLimits {
  /** The bytes that a unit's sequence takes. */
  readonly measureUnit: (unit: number) => number;
  /** Where a unit's document lies: no two have the same place. */
  readonly placeOf: (unit: number) => number;
  /** Bytes of a block; a single pair may take more. */
  readonly blockByteLength: number;
}

/** The pairs of some evidence, block after block. */
export interface CandidateBlocks {
  /** The first row of each pair, in the order in which pairs are to be measured. */
  readonly rows: Uint32Array;
  /** `blocks + 1` offsets into `rows`. */
  readonly starts: readonly number[];
}

/** Cuts the pairs of evidence about so many units into blocks, families in the order in which their first documents lie. */
export function cutCandidates(evidence: Evidence, unitCount: number, limits: BlockLimits): CandidateBlocks {
  const pairs = listPairs(evidence);
  const chunkOf = new Uint32Array(unitCount);
  const chunkCount = cutChunks(layOutUnits(evidence, pairs, unitCount, limits), limits, chunkOf);
  const keys = new Float64Array(pairs.length);
  for (let pair = 0; pair < pairs.length; pair++) {
    const a = chunkOf[evidence.smaller[pairs[pair]]];
    const b = chunkOf[evidence.larger[pairs[pair]]];
    keys[pair] = (Math.max(a, b) * chunkCount + Math.min(a, b)) * pairs.length + pair;
  }
  keys.sort();
  const rows = Uint32Array.from(keys, (key) => pairs[key % pairs.length]);
  return { rows, starts: cutRows(evidence, rows, unitCount, limits) };
}

/** The evidence of each block, as a thread is given it: copies, pair after pair. */
export function* listBlocks(evidence: Evidence, { rows, starts }: CandidateBlocks): Generator<Evidence> {
  for (let block = 0; block + 1 < starts.length; block++) {
    let count = 0;
    for (let i = starts[block]; i < starts[block + 1]; i++) count += countRows(evidence, rows[i]);
    const wanted = new Uint32Array(count);
    for (let i = starts[block], at = 0; i < starts[block + 1]; i++) {
      for (let row = rows[i], left = countRows(evidence, row); left > 0; left--) wanted[at++] = row++;
    }
    yield {
      count,
      smaller: pickRows(evidence.smaller, wanted),
      larger: pickRows(evidence.larger, wanted),
      fingerprints: pickRows(evidence.fingerprints, wanted),
      otherFingerprints: pickRows(evidence.otherFingerprints, wanted),
      lengths: pickRows(evidence.lengths, wanted),
    };
  }
}

/** How many rows are about the pair that begins with this one. */
export function countRows(evidence: Evidence, first: number): number {
  let row = first + 1;
  while (row < evidence.count && !isPairStart(evidence, row)) row++;
  return row - first;
}

function pickRows(column: Uint32Array, rows: Uint32Array): Uint32Array {
  const picked = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i]];
  return picked;
}

/** Whether a row is about another pair than the one before it. */
export function isPairStart({ smaller, larger }: Evidence, row: number): boolean {
  return row === 0 || smaller[row] !== smaller[row - 1] || larger[row] !== larger[row - 1];
}

/** The first row of each pair. */
function listPairs(evidence: Evidence): Uint32Array {
  const rows = new Uint32Array(evidence.count);
  let count = 0;
  for (let row = 0; row < evidence.count; row++) if (isPairStart(evidence, row)) rows[count++] = row;
  return rows.subarray(0, count);
}

/** All units of the evidence, family by family. */
function layOutUnits(
  { smaller, larger }: Evidence,
  pairs: Uint32Array,
  unitCount: number,
  { placeOf }: BlockLimits,
): Uint32Array {
  const families = new Uint32Array(unitCount).fill(NO_FAMILY);
  const found: number[] = [];
  const enter = (unit: number): number => {
    if (families[unit] === NO_FAMILY) {
      families[unit] = unit;
      found.push(unit);
    }
    return findRoot(families, unit);
  };
  for (const row of pairs) {
    const a = enter(smaller[row]);
    const b = enter(larger[row]);
    if (a !== b) families[Math.max(a, b)] = Math.min(a, b);
  }
  const count = found.length;
  const byPlace = Float64Array.from(found, (unit, i) => placeOf(unit) * count + i).sort();
  /** Per root the rank of the first of its units. */
  const ranks = new Map<number, number>();
  const keys = byPlace.map((key, rank) => {
    const root = findRoot(families, found[key % count]);
    const familyRank = ranks.get(root) ?? rank;
    ranks.set(root, familyRank);
    return familyRank * count + rank;
  });
  return Uint32Array.from(keys.sort(), (key) => found[byPlace[key % count] % count]);
}

/** In the column of families: not met yet. */
const NO_FAMILY = 0xffffffff;

/** Paths are halved as they are walked (Tarjan, van Leeuwen 1984). */
function findRoot(families: Uint32Array, unit: number): number {
  while (families[unit] !== unit) {
    families[unit] = families[families[unit]];
    unit = families[unit];
  }
  return unit;
}

/** Numbers the chunks of a line of units; returns how many. */
function cutChunks(line: Uint32Array, { measureUnit, blockByteLength }: BlockLimits, chunkOf: Uint32Array): number {
  let chunk = 0;
  let byteLength = 0;
  for (const unit of line) {
    const more = measureUnit(unit);
    if (byteLength > 0 && 2 * (byteLength + more) > blockByteLength) {
      chunk++;
      byteLength = 0;
    }
    chunkOf[unit] = chunk;
    byteLength += more;
  }
  return chunk + 1;
}

/** Cuts ordered pairs where the documents that they need together outgrow a block. */
function cutRows(
  { smaller, larger }: Evidence,
  rows: Uint32Array,
  unitCount: number,
  { measureUnit, blockByteLength }: BlockLimits,
): number[] {
  /** Per unit one more than the number of the last block that needs it. */
  const neededBy = new Uint32Array(unitCount);
  const starts = [0];
  let byteLength = 0;
  const need = (unit: number): number => (neededBy[unit] === starts.length ? 0 : measureUnit(unit));
  for (let i = 0; i < rows.length; i++) {
    const [a, b] = [smaller[rows[i]], larger[rows[i]]];
    if (byteLength > 0 && byteLength + need(a) + need(b) > blockByteLength) {
      starts.push(i);
      byteLength = 0;
    }
    byteLength += need(a) + need(b);
    neededBy[a] = starts.length;
    neededBy[b] = starts.length;
  }
  if (rows.length > 0) starts.push(rows.length);
  return starts;
}
