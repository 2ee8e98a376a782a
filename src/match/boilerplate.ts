// Boilerplate: text that more kept documents share than the cap, named once instead of as n² overlaps.
//
// A fingerprint in more than `GROUP_CAP` kept documents points at it; how far it reaches is counted shingle by shingle
// over a sample of those documents. Refuses to call a set phrase boilerplate: it takes the run that winnowing guarantees.
import type { ShingleSequence } from '../model.js';
import type { Groups } from './gathering.js';
import { GROUP_CAP, findFirst } from './gathering.js';
import type { MatchRun } from './match-run.js';
import { indexShingles } from './occurrences.js';
import type { IsBoilerplate } from './passages.js';
import { leaderOf } from './units.js';

/** Documents looked at for one stretch of boilerplate: twice the cap, so that a group just past it is counted whole. */
const SAMPLE_SIZE = 2 * GROUP_CAP;

export interface BoilerplateRun {
  /** Kept documents that share its most frequent fingerprint. */
  readonly documents: number;
  /** A unit that shows it. */
  readonly unit: number;
  readonly firstToken: number;
  readonly lastToken: number;
  readonly halfWords: number;
}

export interface Boilerplate {
  readonly runs: readonly BoilerplateRun[];
  readonly isBoilerplate: IsBoilerplate;
}

/**
 * Finds the boilerplate of a run's kept units, admitted to `postings` beforehand. `sequenceOf` gives a unit's shingles; `window`
 * is the least run, in shingles, that counts. Reads at most `SAMPLE_SIZE` documents for each stretch of hot fingerprints.
 */
export async function findBoilerplate(
  run: MatchRun,
  postings: Groups,
  sequenceOf: (unit: number) => ShingleSequence | null,
  window: number,
): Promise<Boilerplate> {
  const hot = new Set<number>();
  const runs: BoilerplateRun[] = [];
  for (let group = 0; group + 1 < postings.net.groupStarts.length; group++) {
    if (!postings.isCapped(group)) continue;
    await run.pause();
    const members = [...new Set(postings.membersOf(group))];
    const sample = sampleMembers(members);
    if (countCommonNeighbor(run, postings, group, sample) * members.length <= GROUP_CAP * sample.length) continue;
    const stretches = sample.map((member) => findStretch(run, postings, member, group));
    // Boilerplate stands in a stretch as long as itself in each of its documents, a set phrase in few.
    const long = stretches.filter(({ start, end }) => end - start >= window).length;
    if (long * members.length <= GROUP_CAP * sample.length) continue;
    const widest = chooseLongest(stretches);
    const { unit } = widest;
    const sequence = sequenceOf(unit);
    if (sequence === null || hot.has(keyOf(sequence.high[widest.position], sequence.low[widest.position]))) continue;
    const stretch = { ...widest, end: Math.min(widest.end, sequence.count) };
    const wanted = (GROUP_CAP * sample.length) / members.length;
    const counts = countShingles(sequenceOf, sequence, stretch, sample, wanted, window);
    if (counts === null) continue;
    for (let start = stretch.start; start < stretch.end;) {
      let end = start;
      while (end < stretch.end && counts[end - stretch.start] > wanted) end++;
      if (end - start >= window) {
        const known = hot.size;
        for (let k = start; k < end; k++) hot.add(keyOf(sequence.high[k], sequence.low[k]));
        // What is told already, and a word more that some documents add to it, is no news.
        const isNew = hot.size - known >= window;
        if (isNew) runs.push(describeRun(sequence, unit, start, end, countDocuments(postings, unit, start, end)));
      }
      start = end + 1;
    }
  }
  return { runs, isBoilerplate: (high, low) => hot.has(keyOf(high, low)) };
}

interface Stretch {
  readonly unit: number;
  /**
   * The fingerprint that led here, and the shingles between the nearest fingerprints that are not hot: end exclusive, and, where
   * no such fingerprint follows, the number of tokens, of which the shingles are never more.
   */
  readonly position: number;
  readonly start: number;
  readonly end: number;
}

function findStretch(run: MatchRun, postings: Groups, unit: number, group: number): Stretch {
  const { net } = postings;
  const hotPositions = new Set<number>();
  for (let i = net.unitStarts[unit]; i < net.unitStarts[unit + 1]; i++) {
    if (postings.isCapped(net.groups[i])) hotPositions.add(net.positions[i]);
  }
  const position = findPlace(postings, unit, group);
  const document = leaderOf(run.units, unit);
  const positions = run.sketches.fingerprintPositions.subarray(
    run.sketches.fingerprintStarts[document],
    run.sketches.fingerprintStarts[document + 1],
  );
  const at = positions.indexOf(position);
  let before = at;
  while (before >= 0 && hotPositions.has(positions[before])) before--;
  let after = at;
  while (after < positions.length && hotPositions.has(positions[after])) after++;
  return {
    unit,
    position,
    start: before < 0 ? 0 : positions[before] + 1,
    end: after < positions.length ? positions[after] : run.sketches.tokens[document],
  };
}

/**
 * How many units of the sample agree on the fingerprint next to the group's, before or after it, and on its distance. Where so many
 * share a text of some length, they share two fingerprints in a row; a set phrase has one, and is not worth a reading.
 */
function countCommonNeighbor(run: MatchRun, postings: Groups, group: number, sample: readonly number[]): number {
  const { fingerprintStarts, fingerprintHashes, fingerprintPositions } = run.sketches;
  const counts = [new Map<number, number>(), new Map<number, number>()];
  let most = 0;
  for (const unit of sample) {
    const document = leaderOf(run.units, unit);
    const start = fingerprintStarts[document];
    const end = fingerprintStarts[document + 1];
    const position = findPlace(postings, unit, group);
    const at = findFirst(fingerprintPositions, start, end, position);
    for (const [side, neighbor] of [at - 1, at + 1].entries()) {
      if (neighbor < start || neighbor >= end) continue;
      const distance = Math.abs(fingerprintPositions[neighbor] - position);
      const key = fingerprintHashes[neighbor] * MOST_DISTANCE + Math.min(distance, MOST_DISTANCE - 1);
      const count = (counts[side].get(key) ?? 0) + 1;
      counts[side].set(key, count);
      most = Math.max(most, count);
    }
  }
  return most;
}

/** Two neighbors are no further apart than a window, of which there are at most `2 ** 20` shingles. */
const MOST_DISTANCE = 2 ** 20;

/** Where a group's fingerprint stands first in one of its units. */
function findPlace({ net }: Groups, unit: number, group: number): number {
  for (let i = net.unitStarts[unit]; i < net.unitStarts[unit + 1]; i++) {
    if (net.groups[i] === group) return net.positions[i];
  }
  return -1;
}

/** An evenly spaced sample. */
function sampleMembers(members: readonly number[]): number[] {
  const size = Math.min(SAMPLE_SIZE, members.length);
  return Array.from({ length: size }, (_, i) => members[Math.floor((i * members.length) / size)]);
}

/** The longest stretch; the first of equals. */
function chooseLongest(stretches: readonly Stretch[]): Stretch {
  return stretches.reduce((best, other) => (other.end - other.start > best.end - best.start ? other : best));
}

/** Units that share the most frequent of a unit's fingerprints between two shingles: end exclusive. */
function countDocuments(postings: Groups, unit: number, start: number, end: number): number {
  const { unitStarts, groups, positions } = postings.net;
  let documents = 0;
  for (let i = unitStarts[unit]; i < unitStarts[unit + 1]; i++) {
    if (positions[i] >= start && positions[i] < end) documents = Math.max(documents, postings.countUnits(groups[i]));
  }
  return documents;
}

/**
 * In how many units of the sample each shingle of the stretch occurs; null as soon as no `window` of them in a row can come to
 * occur in more than `wanted` any more.
 */
function countShingles(
  sequenceOf: (unit: number) => ShingleSequence | null,
  sequence: ShingleSequence,
  { start, end }: Stretch,
  sample: readonly number[],
  wanted: number,
  window: number,
): Uint32Array | null {
  const counts = new Uint32Array(end - start);
  /** Per shingle of the stretch how many units were read when it was met last. */
  const metAt = new Uint32Array(end - start);
  const occurrences = indexShingles({
    count: end - start,
    high: sequence.high.subarray(start, end),
    low: sequence.low.subarray(start, end),
  });
  for (const [before, unit] of sample.entries()) {
    const other = sequenceOf(unit);
    for (let i = 0; other !== null && i < other.count; i++) {
      for (let k = occurrences.firstOf(other.high[i], other.low[i]); k >= 0; k = occurrences.next[k]) {
        if (metAt[k] === before + 1) continue;
        metAt[k] = before + 1;
        counts[k]++;
      }
    }
    if (measureReachable(counts, sample.length - before - 1, wanted) < window) return null;
  }
  return counts;
}

/** The longest row of counts that come to more than `wanted` if all that are still to be read add to them. */
function measureReachable(counts: Uint32Array, left: number, wanted: number): number {
  let longest = 0;
  let length = 0;
  for (const count of counts) {
    length = count + left > wanted ? length + 1 : 0;
    longest = Math.max(longest, length);
  }
  return longest;
}

function describeRun(
  sequence: ShingleSequence,
  unit: number,
  start: number,
  end: number,
  documents: number,
): BoilerplateRun {
  const firstToken = sequence.firstTokens[start];
  const lastToken = sequence.tokens - sequence.count + end - 1;
  let halfWords = 0;
  for (let t = firstToken; t <= lastToken; t++) halfWords += sequence.tokenHalfWords[t];
  return { documents, unit, firstToken, lastToken, halfWords };
}

/** 53 of the 64 bits as one exact number: enough to tell a few thousand hot shingles from all others. */
function keyOf(high: number, low: number): number {
  return high * 0x200000 + (low >>> 11);
}
