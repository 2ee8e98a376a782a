// Clusters that lose no text: each unit, in order, joins the first representative it is verified to duplicate.
//
// Greedy, as in DESIGN 3: so no two kept units are a verified duplicate pair and every redundant one has its evidence.
// Because a unit meets only representatives decided before it, a bucket of near-copies costs one comparison a member.
// `--all-pairs` meets everybody instead. Refuses connected components: those are `components`.
import type { ShingleSet } from '../model.js';
import { GROUP_CAP, Gathering, Groups } from './gathering.js';
import { HotShingles } from './hot-shingles.js';
import type { MatchRun } from './match-run.js';
import { PairColumns } from './pair-columns.js';
import { leaderOf } from './units.js';
import { verifyPair } from './verify.js';

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

/** Units looked at before their texts are read: enough for reading in the order of the disk, few enough to hold. */
const BLOCK = 2048;

/** Decides the clusters of a run. Reads texts again through `run.sets`, in blocks. */
export async function clusterUnits(run: MatchRun): Promise<Cover> {
  const { units } = run;
  const cap = run.isAllPairs ? Infinity : GROUP_CAP;
  const buckets = new Groups(run.buckets, cap);
  const postings = new Groups(run.postings, cap);
  const hot = new HotShingles(buckets, units.count, run.thresholds.jaccard);
  const gathering = new Gathering(units.count);
  const representatives = new Uint32Array(units.count);
  const sharedShingles = new Uint32Array(units.count);
  const relations = new Array<CoverRelation | null>(units.count).fill(null);
  const pairs = run.isAllPairs ? new PairColumns() : null;
  let leftOutByCaps = 0;
  let candidates = 0;

  const gather = (unit: number, since: number): number => {
    gathering.clear();
    const cut = buckets.visit(unit, since, false, (other) => {
      gathering.meetInBand(other);
    });
    const cutPostings = postings.visit(unit, since, true, (other, position) => {
      gathering.meetByFingerprint(other, position);
    });
    return (cut > 0 ? IS_BUCKET_CUT : 0) | (isMostlyCut(run, unit, cutPostings) ? IS_POSTING_CUT : 0);
  };
  /** The units met that are worth verifying, in order. */
  const screen = (unit: number): number[] => {
    const worthy: number[] = [];
    for (const other of gathering.finish()) {
      if (run.screen.canBeDuplicate(unit, other, gathering.fingerprintsShared(other), gathering.isInBand(other)))
        worthy.push(other);
    }
    return worthy;
  };

  /** `before` are the candidates from before the block, which begins at `start`. */
  const decide = (unit: number, start: number, before: readonly number[]): void => {
    let cuts = gather(unit, start);
    let set: ShingleSet | null = null;
    const late = screen(unit);
    let others = late.length === 0 ? before : [...before, ...late];
    if ((cuts & IS_BUCKET_CUT) !== 0) {
      set = run.setOf(unit);
      gather(unit, 0);
      // Where what is not hot decides, nobody need be met for the frame; else the first few are.
      if (
        set !== null &&
        hot.propose(set, (other) => {
          gathering.meetInBand(other);
        })
      )
        cuts &= ~IS_BUCKET_CUT;
      else
        buckets.visit(unit, 0, true, (other) => {
          gathering.meetInBand(other);
        });
      others = screen(unit);
    }
    let cover = unit;
    for (const other of others) {
      candidates++;
      set ??= run.setOf(unit);
      const otherSet = set === null ? null : run.setOf(other);
      if (set === null || otherSet === null) continue;
      const pair = verifyPair(run, unit, set, otherSet);
      if (pair === null) continue;
      pairs?.push(unit, other, pair.sharedShingles, pair.relation);
      if (cover === unit && representatives[other] === other) {
        cover = other;
        relations[unit] = pair.relation;
        sharedShingles[unit] = pair.sharedShingles;
        if (pairs === null) break;
      }
    }
    representatives[unit] = cover;
    if (cover === unit && cuts !== 0) leftOutByCaps++;
    if (cover !== unit && pairs === null) return;
    buckets.admit(unit);
    postings.admit(unit);
    if (pairs === null) hot.noteAdmitted(unit, buckets, run.setOf);
  };

  for (let start = 0; start < units.count; start += BLOCK) {
    const end = Math.min(start + BLOCK, units.count);
    const wanted = new Set<number>();
    const before: number[][] = [];
    for (let unit = start; unit < end; unit++) {
      gather(unit, 0);
      const others = screen(unit);
      if (others.length > 0) wanted.add(unit);
      for (const other of others) wanted.add(other);
      before.push(others);
    }
    run.prefetch(wanted);
    for (let unit = start; unit < end; unit++) {
      decide(unit, start, before[unit - start]);
      if ((unit & 63) === 63) await run.pause();
    }
    run.advance(end - start);
  }
  return { representatives, via: representatives, relations, sharedShingles, pairs, leftOutByCaps, candidates };
}

const IS_BUCKET_CUT = 1;
const IS_POSTING_CUT = 2;

/**
 * Whether caps cut so many of a unit's fingerprints that a document it is contained in may have gone unseen: one that shares the
 * containment's part of them shares one that is not capped, unless the capped ones alone make up that part.
 */
function isMostlyCut(run: MatchRun, unit: number, cut: number): boolean {
  const document = leaderOf(run.units, unit);
  const fingerprints = run.sketches.fingerprintStarts[document + 1] - run.sketches.fingerprintStarts[document];
  return cut > run.thresholds.containment * fingerprints;
}
