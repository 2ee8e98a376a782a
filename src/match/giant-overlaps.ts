// Overlaps with giants: what the evidence of a pair shows, measured on stretches cut out around it.
//
// A giant is walked once for all pairs of a block, and once more to count the shingles that it shares with those that overlap. A run
// that reaches the border of what was cut is cut out again, wider: the result is that of whole sequences. Refuses to hold those.
import type { ShingleSequence, ShingleStretch } from '../model.js';
import { countRows } from './candidate-blocks.js';
import { countLeastShingles, countWords } from './diagonals.js';
import type { DiagonalColumns, Evidence } from './diagonals.js';
import { cutGiant, findCut } from './giant-cuts.js';
import type { GiantAccess, SequenceCut, ShingleRange } from './giant-cuts.js';
import { measureLongestRun } from './passages.js';
import type { ShingleTable } from './shingle-table.js';

/** Shingles cut out on either side of what is known to be shared: most passages end there. */
const FIRST_MARGIN = 256;
/** By how much it widens where one does not. */
const WIDENING = 16;

/** What pairs are measured by. */
interface OverlapColumns extends DiagonalColumns {
  readonly boilerplate: ShingleTable;
}

/** A row of evidence that is still to be measured. */
interface OpenRow {
  readonly pair: number;
  readonly row: number;
}

interface GiantPair {
  readonly smaller: number;
  readonly larger: number;
  longestHalfWords: number;
}

type Sequence = Omit<ShingleSequence, 'contentHash'>;

/** The overlaps among the pairs of some evidence that have a giant, as `listOverlaps` reads them; `sequences` are those of all others. */
export function measureGiantPairs(
  columns: OverlapColumns,
  evidence: Evidence,
  sequences: ReadonlyMap<number, ShingleSequence>,
  access: GiantAccess,
  firstMargin = FIRST_MARGIN,
): number[] {
  const pairs: GiantPair[] = [];
  let open: OpenRow[] = [];
  let rows: number;
  for (let row = 0; row < evidence.count; row += rows) {
    rows = countRows(evidence, row);
    const [smaller, larger] = [evidence.smaller[row], evidence.larger[row]];
    if (![smaller, larger].some((unit) => access.isGiant(unit))) continue;
    if (![smaller, larger].every((unit) => access.isGiant(unit) || sequences.has(unit))) continue;
    for (let i = row; i < row + rows; i++) open.push({ pair: pairs.length, row: i });
    pairs.push({ smaller, larger, longestHalfWords: 0 });
  }
  for (let margin = firstMargin; open.length > 0; margin *= WIDENING) {
    const cuts = cutAround(columns, evidence, open, margin, access);
    open = open.filter(({ pair, row }) => measureRow(columns, evidence, row, pairs[pair], sequences, cuts));
  }
  const found = pairs.filter(({ longestHalfWords }) => longestHalfWords >= 2 * columns.options.passage);
  const shared = countShared(found, sequences, access);
  return found.flatMap(({ smaller, larger, longestHalfWords }, i) =>
    shared[i] === null ? [] : [smaller, larger, shared[i], longestHalfWords],
  );
}

/** Cuts out of each giant what lies around the places of some rows; of a giant that cannot be read any more there is nothing. */
function cutAround(
  columns: OverlapColumns,
  evidence: Evidence,
  open: readonly OpenRow[],
  margin: number,
  access: GiantAccess,
): Map<number, SequenceCut[]> {
  const wanted = new Map<number, ShingleRange[]>();
  const { fingerprintPositions: positions } = columns.sketches;
  const want = (unit: number, first: number, length: number): void => {
    if (!access.isGiant(unit)) return;
    const ranges = wanted.get(unit) ?? [];
    wanted.set(unit, ranges);
    ranges.push({ start: Math.max(0, positions[first] - margin), end: positions[first + length - 1] + 1 + margin });
  };
  for (const { row } of open) {
    want(evidence.smaller[row], evidence.fingerprints[row], evidence.lengths[row]);
    want(evidence.larger[row], evidence.otherFingerprints[row], evidence.lengths[row]);
  }
  const cuts = new Map<number, SequenceCut[]>();
  for (const [unit, ranges] of wanted) {
    const cut = cutGiant(access, unit, ranges);
    if (cut !== null) cuts.set(unit, cut);
  }
  return cuts;
}

/** Measures a row and notes what it shows; true where it must be cut wider first. */
function measureRow(
  columns: OverlapColumns,
  evidence: Evidence,
  row: number,
  pair: GiantPair,
  sequences: ReadonlyMap<number, ShingleSequence>,
  cuts: ReadonlyMap<number, SequenceCut[]>,
): boolean {
  const { fingerprintPositions: positions } = columns.sketches;
  const first = evidence.fingerprints[row];
  const length = evidence.lengths[row];
  const place = positions[first];
  const otherPlace = positions[evidence.otherFingerprints[row]];
  const left = viewSide(sequences.get(pair.smaller), cuts.get(pair.smaller), place);
  const right = viewSide(sequences.get(pair.larger), cuts.get(pair.larger), otherPlace);
  if (left === null || right === null) return false;
  // From here on places are those of the cuts.
  const shift = otherPlace - right.start - (place - left.start);
  if (isCutShort(left, right, shift)) return true;
  const places = positions.slice(first, first + length).map((position) => position - left.start);
  const words = Math.min(countWords(columns, pair.smaller), countWords(columns, pair.larger));
  const run = measureLongestRun(
    left.sequence,
    right.sequence,
    places,
    0,
    length,
    shift,
    { boilerplate: columns.boilerplate, least: columns.options.window },
    countLeastShingles(columns.options, words),
  );
  pair.longestHalfWords = Math.max(pair.longestHalfWords, run);
  return false;
}

/** A whole sequence, or the cut that holds a shingle; null where the unit cannot be read any more. */
function viewSide(
  whole: ShingleSequence | undefined,
  cuts: readonly SequenceCut[] | undefined,
  shingle: number,
): Omit<SequenceCut, 'firstToken'> | null {
  if (whole !== undefined) return { start: 0, sequence: whole, isAtEnd: true };
  return cuts === undefined ? null : findCut(cuts, shingle);
}

/** Whether two stretches agree where one of them was cut: what is shared may go on there. */
function isCutShort(
  left: Omit<SequenceCut, 'firstToken'>,
  right: Omit<SequenceCut, 'firstToken'>,
  shift: number,
): boolean {
  const isEqual = (k: number): boolean =>
    left.sequence.high[k] === right.sequence.high[k + shift] && left.sequence.low[k] === right.sequence.low[k + shift];
  const first = Math.max(0, -shift);
  const end = Math.min(left.sequence.count, right.sequence.count - shift);
  const beginsBefore = (first === 0 ? left : right).start > 0;
  const endsBehind = !(end === left.sequence.count ? left : right).isAtEnd;
  return (beginsBefore && isEqual(first)) || (endsBehind && isEqual(end - 1));
}

/** How many distinct shingles each pair shares; null where a document cannot be read any more. */
function countShared(
  pairs: readonly GiantPair[],
  sequences: ReadonlyMap<number, ShingleSequence>,
  access: GiantAccess,
): (number | null)[] {
  const shared = new Array<number | null>(pairs.length).fill(null);
  /** Per giant the pairs with all its partners that are none. */
  const partners = new Map<number, number[]>();
  for (const [i, { smaller, larger }] of pairs.entries()) {
    if (access.isGiant(smaller) && access.isGiant(larger)) shared[i] = access.countShared(smaller, larger);
    else {
      const giant = access.isGiant(larger) ? larger : smaller;
      const list = partners.get(giant) ?? [];
      partners.set(giant, list);
      list.push(i);
    }
  }
  for (const [giant, list] of partners) {
    const others = list.flatMap((i) => {
      const { smaller, larger } = pairs[i];
      return sequences.get(giant === larger ? smaller : larger) ?? [];
    });
    const presence = new ShinglePresence(others);
    const isRead = access.walk(giant, (stretch) => {
      presence.meet(stretch);
    });
    if (isRead) for (const [at, i] of list.entries()) shared[i] = presence.countMet(others[at]);
  }
  return shared;
}

/** Which shingles of some sequences a giant has: a hash table over all of theirs. */
class ShinglePresence {
  readonly #mask: number;
  readonly #high: Uint32Array;
  readonly #low: Uint32Array;
  /** Per slot 0 where it is free, 1 where its shingle was not met, from 2 on where it was. */
  readonly #states: Uint32Array;
  /** The state that a slot takes once it is counted for a sequence. */
  #counted = 2;

  constructor(sequences: readonly Sequence[]) {
    const total = sequences.reduce((sum, { count }) => sum + count, 0);
    const size = 2 ** Math.ceil(Math.log2(4 * total + 2));
    this.#mask = size - 1;
    this.#high = new Uint32Array(size);
    this.#low = new Uint32Array(size);
    this.#states = new Uint32Array(size);
    for (const { high, low, count } of sequences) {
      for (let k = 0; k < count; k++) {
        const slot = this.#find(high[k], low[k]);
        this.#high[slot] = high[k];
        this.#low[slot] = low[k];
        this.#states[slot] = 1;
      }
    }
  }

  meet({ high, low, count }: ShingleStretch): void {
    for (let k = 0; k < count; k++) {
      const slot = this.#find(high[k], low[k]);
      if (this.#states[slot] === 1) this.#states[slot] = 2;
    }
  }

  /** How many distinct shingles of one of the sequences were met. */
  countMet({ high, low, count }: Sequence): number {
    const counted = ++this.#counted;
    let met = 0;
    for (let k = 0; k < count; k++) {
      const slot = this.#find(high[k], low[k]);
      if (this.#states[slot] < 2 || this.#states[slot] === counted) continue;
      this.#states[slot] = counted;
      met++;
    }
    return met;
  }

  #find(high: number, low: number): number {
    let slot = (low ^ Math.imul(high, 0x9e3779b1)) & this.#mask;
    while (this.#states[slot] !== 0 && (this.#high[slot] !== high || this.#low[slot] !== low)) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }
}
