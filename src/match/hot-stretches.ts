// Hot stretches: where boilerplate may be, as far as fingerprints tell.
//
// A fingerprint in more than `GROUP_CAP` kept documents is hot. Where so many share a text of some length, they share two
// fingerprints in a row, as far apart; a set phrase has one, and is not worth a reading. Refuses to read.
import { GROUP_CAP, findFirst } from './gathering.js';
import type { Groups } from './gathering.js';
import type { MatchRun } from './match-run.js';

/** Documents looked at for one stretch of boilerplate: twice the cap, so that a group just past it is counted whole. */
const SAMPLE_SIZE = 2 * GROUP_CAP;

/** A stretch that is worth reading. */
export interface HotStretch {
  /** The unit that shows it in full. */
  readonly unit: number;
  /** The fingerprint that led here. */
  readonly fingerprintHash: number;
  /** All fingerprints that the stretch holds. */
  readonly fingerprintHashes: Uint32Array;
  /**
   * The shingles between the nearest fingerprints that are not hot: end exclusive, and, where no such fingerprint follows, the number of
   * tokens, of which the shingles are never more.
   */
  readonly start: number;
  readonly end: number;
  /** The units that it is looked for in, the one that shows it among them, as their documents lie. */
  readonly sample: readonly number[];
  /** In more of the sample than this stands what stands in more than `GROUP_CAP` of all. */
  readonly wanted: number;
}

type Columns = Pick<MatchRun, 'sketches' | 'units'>;

/** Some units that have a fingerprint, and where it stands first in each of them. */
interface Sample {
  readonly units: Uint32Array;
  readonly documents: Uint32Array;
  /** Its indices in the sketch table. */
  readonly fingerprints: Uint32Array;
}

/**
 * Lists the hot stretches of the units admitted to `postings`: what most documents share first, so that a frame is named before what
 * some of them add to it. What `isKnown` says of a fingerprint when its turn comes is passed over.
 */
export function* listHotStretches(
  columns: Columns,
  postings: Groups,
  window: number,
  isKnown: (fingerprintHash: number) => boolean = () => false,
): Generator<HotStretch> {
  const { fingerprintHashes } = columns.sketches;
  const groups: number[] = [];
  for (let group = 0; group + 1 < postings.net.groupStarts.length; group++) {
    if (postings.isCapped(group)) groups.push(group);
  }
  const counts = new Map(groups.map((group) => [group, postings.countUnits(group)]));
  const countOf = (group: number): number => counts.get(group) ?? 0;
  groups.sort((a, b) => countOf(b) - countOf(a) || a - b);
  for (const group of groups) {
    const members = countOf(group);
    if (isKnown(fingerprintHashes[takeSample(columns, postings, group, members, 1).fingerprints[0]])) continue;
    const sample = takeSample(columns, postings, group, members, SAMPLE_SIZE);
    const size = sample.units.length;
    // What one document of the sample has may be its own, however few of very many are looked at.
    const wanted = Math.max(1, (GROUP_CAP * size) / members);
    if (countCommonNeighbor(columns, sample) * members <= GROUP_CAP * size) continue;
    const stretches = Array.from(sample.units, (unit, i) =>
      findStretch(columns, postings, unit, sample.documents[i], sample.fingerprints[i]),
    );
    // Boilerplate stands in a stretch as long as itself in each of its documents, a set phrase in few.
    const long = stretches.filter(({ start, end }) => end - start >= window).length;
    if (long * members <= GROUP_CAP * size) continue;
    const widest = stretches.reduce((best, other) => (other.end - other.start > best.end - best.start ? other : best));
    yield {
      unit: widest.unit,
      fingerprintHash: fingerprintHashes[widest.fingerprint],
      fingerprintHashes: fingerprintHashes.slice(widest.first, widest.last + 1),
      start: widest.start,
      end: widest.end,
      sample: Array.from(sample.documents.sort(), (document) => columns.units.unitOf[document]),
      wanted,
    };
  }
}

/** An evenly spaced sample, of at most so many, of the `count` units that have a group's fingerprint. */
function takeSample(
  { sketches, units }: Columns,
  postings: Groups,
  group: number,
  count: number,
  most: number,
): Sample {
  const { fingerprintStarts, fingerprintPositions } = sketches;
  const members = postings.membersOf(group);
  const places = choosePlaces(members, count, most);
  // Column by column: each look goes to memory that no cache holds, and those of one column do not wait for each other.
  const sampled = places.map((at) => members[at]);
  const leads = sampled.map((unit) => units.starts[unit]);
  const documents = leads.map((lead) => units.members[lead]);
  const fingerprints = documents.map((document) => fingerprintStarts[document]);
  for (let i = 0; i < places.length; i++) {
    const end = fingerprintStarts[documents[i] + 1];
    fingerprints[i] = findFirst(fingerprintPositions, fingerprints[i], end, postings.findPosition(sampled[i], group));
  }
  return { units: sampled, documents, fingerprints };
}

/** Chooses of each of some evenly spaced ones among `count` units the first place in a list of members. */
function choosePlaces(members: Uint32Array, count: number, most: number): Uint32Array {
  const size = Math.min(most, count);
  const places = new Uint32Array(size);
  if (members.length === count) return places.map((_, i) => Math.floor((i * count) / size));
  // Places of one unit come one after another.
  for (let at = 0, member = 0, chosen = 0; at < members.length && chosen < size; at++) {
    if (at > 0 && members[at] === members[at - 1]) continue;
    if (member++ === Math.floor((chosen * count) / size)) places[chosen++] = at;
  }
  return places;
}

/** How many places agree on the fingerprint next to them, before or after, and on its distance. */
function countCommonNeighbor({ sketches }: Columns, { documents, fingerprints }: Sample): number {
  const { fingerprintStarts, fingerprintHashes, fingerprintPositions } = sketches;
  let most = 0;
  for (const side of [-1, 1]) {
    const keys = new Float64Array(fingerprints.length);
    let count = 0;
    for (let i = 0; i < fingerprints.length; i++) {
      const [fingerprint, document] = [fingerprints[i], documents[i]];
      const neighbor = fingerprint + side;
      if (neighbor < fingerprintStarts[document] || neighbor >= fingerprintStarts[document + 1]) continue;
      const distance = Math.abs(fingerprintPositions[neighbor] - fingerprintPositions[fingerprint]);
      keys[count++] = fingerprintHashes[neighbor] * MOST_DISTANCE + Math.min(distance, MOST_DISTANCE - 1);
    }
    const sorted = keys.subarray(0, count).sort();
    for (let start = 0; start < count;) {
      let end = start + 1;
      while (end < count && sorted[end] === sorted[start]) end++;
      most = Math.max(most, end - start);
      start = end;
    }
  }
  return most;
}

/** Two neighbors are no further apart than a window, of which there are at most `2 ** 20` shingles. */
const MOST_DISTANCE = 2 ** 20;

interface Stretch {
  readonly unit: number;
  /** The fingerprint that it is around: its index in the sketch table. */
  readonly fingerprint: number;
  /** The first and the last of its hot fingerprints. */
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

/** The hot fingerprints around one of a unit's, as far as there is none between them that is not. */
function findStretch(
  { sketches }: Pick<Columns, 'sketches'>,
  postings: Groups,
  unit: number,
  document: number,
  fingerprint: number,
): Stretch {
  const { fingerprintStarts, fingerprintPositions: places, tokens } = sketches;
  const { unitStarts, groups, positions } = postings.net;
  const firstEntry = unitStarts[unit];
  const lastEntry = unitStarts[unit + 1];
  const at = findFirst(positions, firstEntry, lastEntry, places[fingerprint]);
  // Both lists are in order of position, and every shared fingerprint stands in both.
  let before = 0;
  const isHotAt = (entry: number, index: number): boolean =>
    entry >= firstEntry && entry < lastEntry && positions[entry] === places[index] && postings.isCapped(groups[entry]);
  const start = fingerprintStarts[document];
  const end = fingerprintStarts[document + 1];
  while (fingerprint - before >= start && isHotAt(at - before, fingerprint - before)) before++;
  let after = 0;
  while (fingerprint + after < end && isHotAt(at + after, fingerprint + after)) after++;
  return {
    unit,
    fingerprint,
    first: fingerprint - before + 1,
    last: fingerprint + after - 1,
    start: fingerprint - before < start ? 0 : places[fingerprint - before] + 1,
    end: fingerprint + after < end ? places[fingerprint + after] : tokens[document],
  };
}
