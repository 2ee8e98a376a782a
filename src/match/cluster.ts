// Clusters that lose no text: each unit, in order, joins the first representative it is verified to duplicate.
//
// Greedy, as in DESIGN 3: so no two kept units are a verified duplicate pair and every redundant one has its evidence.
// Units are taken in blocks: pairs of a block's units with those kept before it and with one another are found and verified by
// several threads, then decided one after the other. Where a bucket of near-copies crowds a block its units are met as they are
// decided, so that it costs one comparison a member. `--all-pairs` meets everybody. Refuses connected components.
import { CandidateFinder, IS_BUCKET_CUT, IS_CROWDED } from './candidates.js';
import type { Candidates } from './candidates.js';
import { HotShingles } from './hot-shingles.js';
import type { MatchRun } from './match-run.js';
import { PairColumns } from './pair-columns.js';
import { relateUnits, verifyUnit } from './verify.js';

/** How a unit is covered: by which, as what, with how many shared shingles. A kept unit covers itself. */
export interface Cover {
  /** Per unit the representative that covers it; itself when kept. */
  readonly representatives: Uint32Array;
  /** Per unit the unit whose pair the measures describe: the representative, or the neighbor in components. */
  readonly via: Uint32Array;
  readonly relations: readonly (CoverRelation | null)[];
  readonly sharedShingles: Uint32Array;
  /** Every verified duplicate pair of units, when asked for. */
  readonly pairs: PairColumns | null;
  /** Kept units whose relations a cap may have hidden. */
  readonly leftOutByCaps: number;
  readonly candidates: number;
}

export type CoverRelation = 'near' | 'contained';

/**
 * Units in the first block: each block has twice as many as the one before, so that most candidates lie before the block, where
 * they are verified side by side, from the start.
 */
const FIRST_BLOCK = 64;
/** At most: enough for many threads and for reading in the order of the disk, few enough to hold what they meet. */
const LARGEST_BLOCK = 16_384;

/** Decides the clusters of a run. */
export async function clusterUnits(run: MatchRun): Promise<Cover> {
  const decision = new Decision(run);
  for (let start = 0, size = FIRST_BLOCK; start < run.units.count; start += size, size = nextSize(size)) {
    const end = Math.min(start + size, run.units.count);
    const found = await run.crew.findCandidates(start, end);
    const shared = await run.crew.verifyCandidates(start, found);
    for (let unit = start; unit < end; unit++) {
      decision.decide(unit, start, found, shared);
      if ((unit & 63) === 63) await run.pause();
    }
    decision.admitBefore(end);
    run.advance(end - start);
  }
  return decision.finish();
}

function nextSize(size: number): number {
  return Math.min(2 * size, LARGEST_BLOCK);
}

/** What is decided so far. Lives as long as a run. */
class Decision {
  readonly #run: MatchRun;
  readonly #finder: CandidateFinder;
  readonly #hot: HotShingles;
  readonly #representatives: Uint32Array;
  readonly #sharedShingles: Uint32Array;
  readonly #relations: (CoverRelation | null)[];
  readonly #pairs: PairColumns | null;
  /** Units before this one that were kept are admitted. */
  #admitted = 0;
  #leftOutByCaps = 0;
  #candidates = 0;

  constructor(run: MatchRun) {
    this.#run = run;
    this.#finder = new CandidateFinder(run.board, run.screen);
    this.#hot = new HotShingles(this.#finder.buckets, run.units.count, run.thresholds.jaccard);
    this.#representatives = new Uint32Array(run.units.count);
    this.#sharedShingles = new Uint32Array(run.units.count);
    this.#relations = new Array<CoverRelation | null>(run.units.count).fill(null);
    this.#pairs = run.isAllPairs ? new PairColumns() : null;
  }

  /** Decides the next unit; `shared` is what its candidates came to, its block begins at `start`. */
  decide(unit: number, start: number, { starts, others, cuts }: Candidates, shared: Uint32Array): void {
    this.#representatives[unit] = unit;
    let cut = cuts[unit - start];
    for (let i = starts[unit - start]; i < starts[unit - start + 1] && !this.#isSettled(unit); i++) {
      this.#candidates++;
      if (shared[i] > 0) this.#note(unit, others[i], shared[i]);
    }
    if ((cut & (IS_BUCKET_CUT | IS_CROWDED)) !== 0 && !this.#isSettled(unit)) {
      this.admitBefore(unit);
      if ((cut & IS_BUCKET_CUT) === 0) {
        cut |= this.#finder.gather(unit, start);
        if ((cut & IS_BUCKET_CUT) === 0) this.#verify(unit, this.#finder.listWorthy(unit));
      }
      if ((cut & IS_BUCKET_CUT) !== 0 && !this.#isSettled(unit)) cut = this.#decideInCutBuckets(unit);
    }
    const isKept = this.#representatives[unit] === unit;
    if (isKept && (cut & ~IS_CROWDED) !== 0) this.#leftOutByCaps++;
  }

  /** Admits whoever of the units before `end` was kept and is not admitted yet, or everybody where all pairs are asked for. */
  admitBefore(end: number): void {
    for (; this.#admitted < end; this.#admitted++) {
      const unit = this.#admitted;
      if (this.#representatives[unit] !== unit && this.#pairs === null) continue;
      this.#finder.buckets.admit(unit);
      this.#finder.postings.admit(unit);
      if (this.#pairs === null) this.#hot.noteAdmitted(unit, this.#finder.buckets, this.#run.setOf);
    }
  }

  finish(): Cover {
    return {
      representatives: this.#representatives,
      via: this.#representatives,
      relations: this.#relations,
      sharedShingles: this.#sharedShingles,
      pairs: this.#pairs,
      leftOutByCaps: this.#leftOutByCaps,
      candidates: this.#candidates,
    };
  }

  /** Covered, and nothing more is asked. */
  #isSettled(unit: number): boolean {
    return this.#pairs === null && this.#representatives[unit] !== unit;
  }

  /** Where what is not hot decides, nobody need be met for the frame; else the first few of each bucket are. Returns what stays cut. */
  #decideInCutBuckets(unit: number): number {
    const finder = this.#finder;
    const set = this.#run.setOf(unit);
    let cut = finder.gather(unit, 0);
    const isPromised =
      set !== null &&
      this.#hot.propose(set, (other) => {
        finder.meetInBand(other);
      });
    if (isPromised) cut &= ~IS_BUCKET_CUT;
    else finder.meetStars(unit);
    this.#verify(unit, finder.listWorthy(unit));
    return cut;
  }

  #verify(unit: number, others: readonly number[]): void {
    this.#candidates += verifyUnit(this.#run, unit, others, (other, shared) => {
      this.#note(unit, other, shared);
      return this.#isSettled(unit);
    });
  }

  /** Takes down a verified duplicate pair. */
  #note(unit: number, other: number, shared: number): void {
    const relation = relateUnits(this.#run, unit, other, shared);
    if (relation === null) return;
    this.#pairs?.push(unit, other, shared, relation);
    if (this.#representatives[unit] !== unit || this.#representatives[other] !== other) return;
    this.#representatives[unit] = other;
    this.#relations[unit] = relation;
    this.#sharedShingles[unit] = shared;
  }
}
