// Connected components of the verified duplicate pairs: classic clustering, for comparison (`--clustering components`).
//
// Chains of near-misses join what is unrelated at the ends; that is what star clusters avoid. A member names the neighbor
// through which it hangs together with its representative, the first of the component in order. Refuses to be the default.
import type { Cover, CoverRelation } from './cluster.js';
import { GROUP_CAP, Gathering, Groups } from './gathering.js';
import type { MatchRun } from './match-run.js';
import { PairColumns } from './pair-columns.js';
import { relateUnits, verifyPair } from './verify.js';

/**
 * Joins units whose pairs are verified, skipping pairs that are connected already. In a group past the cap a unit meets
 * the first few and the last `GROUP_CAP` before it (its neighbors in size, where chains run).
 */
export async function connectUnits(run: MatchRun): Promise<Cover> {
  const { units } = run;
  const cap = run.isAllPairs ? Infinity : GROUP_CAP;
  const nets = [new Groups(run.buckets, cap, GROUP_CAP), new Groups(run.postings, cap, GROUP_CAP)];
  const gathering = new Gathering(units.count);
  const parents = new Uint32Array(units.count).map((_, unit) => unit);
  const edges = new PairColumns();
  const pairs = run.isAllPairs ? new PairColumns() : null;
  let leftOutByCaps = 0;
  let candidates = 0;
  for (let unit = 0; unit < units.count; unit++) {
    gathering.clear();
    const cut = nets[0].visit(unit, 0, true, gathering) + nets[1].visit(unit, 0, true, gathering);
    for (const other of gathering.finish()) {
      const isJoined = findRoot(parents, unit) === findRoot(parents, other);
      if (isJoined && pairs === null) continue;
      if (!run.screen.canBeDuplicate(unit, other, gathering.fingerprintsShared(other), gathering.isInBand(other)))
        continue;
      candidates++;
      const set = run.setOf(unit);
      const otherSet = run.setOf(other);
      if (set === null || otherSet === null) continue;
      run.matcher.hold(set);
      const shared = verifyPair(run, unit, set, otherSet);
      const relation = relateUnits(run, unit, other, shared);
      if (relation === null) continue;
      pairs?.push(unit, other, shared, relation);
      if (isJoined) continue;
      edges.push(unit, other, shared, relation);
      parents[findRoot(parents, unit)] = findRoot(parents, other);
    }
    if (cut > 0 && findRoot(parents, unit) === unit) leftOutByCaps++;
    for (const net of nets) net.admit(unit);
    if ((unit & 63) === 63) await run.pause();
    run.advance(1);
  }
  return { ...hangTogether(units.count, edges), pairs, leftOutByCaps, candidates };
}

function findRoot(parents: Uint32Array, unit: number): number {
  while (parents[unit] !== unit) {
    parents[unit] = parents[parents[unit]];
    unit = parents[unit];
  }
  return unit;
}

/** Walks each tree of edges breadth first from its first unit, so that every member's way to it is shortest. */
function hangTogether(
  count: number,
  edges: PairColumns,
): Pick<Cover, 'representatives' | 'via' | 'relations' | 'sharedShingles'> {
  const starts = new Uint32Array(count + 1);
  for (let e = 0; e < edges.size; e++) {
    starts[edges.smallerAt(e) + 1]++;
    starts[edges.largerAt(e) + 1]++;
  }
  for (let unit = 0; unit < count; unit++) starts[unit + 1] += starts[unit];
  const next = starts.slice();
  const incident = new Uint32Array(2 * edges.size);
  for (let e = 0; e < edges.size; e++) {
    incident[next[edges.smallerAt(e)]++] = e;
    incident[next[edges.largerAt(e)]++] = e;
  }
  const representatives = new Uint32Array(count).map((_, unit) => unit);
  const via = representatives.slice();
  const relations = new Array<CoverRelation | null>(count).fill(null);
  const sharedShingles = new Uint32Array(count);
  const isReached = new Uint8Array(count);
  const queue = new Uint32Array(count);
  for (let root = 0; root < count; root++) {
    if (isReached[root] === 1) continue;
    isReached[root] = 1;
    queue[0] = root;
    for (let head = 0, tail = 1; head < tail; head++) {
      const unit = queue[head];
      for (let i = starts[unit]; i < starts[unit + 1]; i++) {
        const edge = incident[i];
        const other = edges.smallerAt(edge) === unit ? edges.largerAt(edge) : edges.smallerAt(edge);
        if (isReached[other] === 1) continue;
        isReached[other] = 1;
        representatives[other] = root;
        via[other] = unit;
        relations[other] = edges.relationAt(edge);
        sharedShingles[other] = edges.sharedAt(edge);
        queue[tail++] = other;
      }
    }
  }
  return { representatives, via, relations, sharedShingles };
}
