// Steps: two fingerprints of a document in a row and the distance between them, and which units share them.
//
// A passage shows as steps that both of its documents have; a set phrase that happens to hold a fingerprint shows none. So steps are
// met instead of fingerprints: of a million fingerprints that are shared a tenth remains. Refuses to look at pairs.
import { createWords } from '../columns.js';
import { addUp } from './net.js';
import { RepeatSorter } from './repeat-sorter.js';

/** The steps that units share, in shared columns that never change once they are woven. A step is named by its first fingerprint. */
export interface Steps {
  /** `units + 1` offsets into the two columns that follow: the steps of each unit that an earlier unit has too. */
  readonly unitStarts: Uint32Array;
  /** Index of the fingerprint in the sketch table. */
  readonly fingerprints: Uint32Array;
  /** Where in the two columns that follow those that have the step begin: earlier units first, and then the unit itself. */
  readonly firsts: Uint32Array;
  readonly memberUnits: Uint32Array;
  readonly memberFingerprints: Uint32Array;
  /** A bit per fingerprint of the table: whether its step is among the members. */
  readonly isStep: Uint32Array;
  /** A bit per fingerprint of the table: whether it is boilerplate's. */
  readonly isBoilerplate: Uint32Array;
  /** A fingerprint alone counts as a step: the passages asked for are so short that one may be all that shows. */
  readonly isSingle: boolean;
}

export function hasBit(bits: Uint32Array, index: number): boolean {
  return ((bits[index >>> 5] >>> (index & 31)) & 1) === 1;
}

/** Steps in order of unit and place, a row each. */
export interface GatheredSteps {
  readonly count: number;
  readonly units: Uint32Array;
  /** Index of the first fingerprint in the sketch table. */
  readonly fingerprints: Uint32Array;
  /** What a step is grouped by: equal for equal steps, and for others by chance. */
  readonly keys: Uint32Array;
}

/** All steps that were gathered, in shared columns; several threads may group them, each those of partitions of its own. */
export interface JoinedSteps extends GatheredSteps {
  /**
   * Per step where those that have it begin among the members of its partition, or `NOBODY` where no earlier unit has it; filled as
   * steps are grouped.
   */
  readonly firsts: Uint32Array;
  /** A bit per fingerprint of the table, set as steps are grouped. */
  readonly isStep: Uint32Array;
  /** A step's partition is its key without so many low bits. */
  readonly partitionShift: number;
}

/** The steps of one partition that several units have: equal ones in a row, those in order of unit. */
export interface StepMembers {
  readonly units: Uint32Array;
  readonly fingerprints: Uint32Array;
  /** How many of them an earlier unit has. */
  readonly metCount: number;
}

/** In `firsts`: nobody earlier has the step. */
const NOBODY = 0xffffffff;

/** Steps in a partition, about: half a megabyte of filter. */
const PARTITION_SIZE = 2 ** 19;
/** At most so many partitions: every one of them walks over all keys, twice. */
const MOST_PARTITION_BITS = 4;

/**
 * Joins what was gathered, in the order of the units; `fingerprintCount` is that of the sketch table. Where `scratch` has room it is taken
 * for the columns of the steps, until they are laid out.
 */
export function joinSteps(
  parts: readonly GatheredSteps[],
  fingerprintCount: number,
  scratch = createWords(0),
): JoinedSteps {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const wantedBits = Math.ceil(Math.log2(count / PARTITION_SIZE));
  const room = scratch.length < 4 * count ? createWords(4 * count) : scratch;
  const takeColumn = (column: number): Uint32Array => room.subarray(column * count, (column + 1) * count);
  const joined = {
    count,
    units: takeColumn(0),
    fingerprints: takeColumn(1),
    keys: takeColumn(2),
    firsts: takeColumn(3).fill(NOBODY),
    isStep: createWords((fingerprintCount >>> 5) + 1),
    // At least one bit: a shift by 32 would be none.
    partitionShift: 32 - Math.min(MOST_PARTITION_BITS, Math.max(1, wantedBits)),
  };
  let at = 0;
  for (const part of parts) {
    joined.units.set(part.units, at);
    joined.fingerprints.set(part.fingerprints, at);
    joined.keys.set(part.keys, at);
    at += part.count;
  }
  return joined;
}

/** The partitions of the steps, by number. */
export function listPartitions({ partitionShift }: Pick<JoinedSteps, 'partitionShift'>): number[] {
  return Array.from({ length: 2 ** (32 - partitionShift) }, (_, partition) => partition);
}

/** Groups the steps of one partition by their keys: one task of a worker. Fills their part of `firsts` and of `isStep`. */
export function groupSteps(joined: JoinedSteps, partition: number): StepMembers {
  const { units, fingerprints, firsts, isStep, partitionShift } = joined;
  const { steps, keys } = selectPartition(joined, partition);
  const pairs = new RepeatSorter().sort(keys, partitionShift);
  const members = { units: new Uint32Array(pairs.length >>> 1), fingerprints: new Uint32Array(pairs.length >>> 1) };
  let count = 0;
  let metCount = 0;
  for (let start = 0; start < pairs.length;) {
    let end = start + 2;
    while (end < pairs.length && pairs[end] === pairs[start]) end += 2;
    const firstUnit = units[steps[pairs[start + 1]]];
    // Equal keys stand in the order in which they were gathered: by unit.
    if (firstUnit !== units[steps[pairs[end - 1]]]) {
      const first = count;
      for (let i = start + 1; i < end; i += 2) {
        const step = steps[pairs[i]];
        const fingerprint = fingerprints[step];
        members.units[count] = units[step];
        members.fingerprints[count++] = fingerprint;
        // A word may hold bits of steps that another thread is at.
        Atomics.or(isStep, fingerprint >>> 5, 1 << (fingerprint & 31));
        if (units[step] === firstUnit) continue;
        firsts[step] = first;
        metCount++;
      }
    }
    start = end;
  }
  return { units: members.units.slice(0, count), fingerprints: members.fingerprints.slice(0, count), metCount };
}

/** The steps of a partition and their keys, in order. */
function selectPartition(
  { count, keys, partitionShift }: JoinedSteps,
  partition: number,
): { steps: Uint32Array; keys: Uint32Array } {
  let size = 0;
  for (let step = 0; step < count; step++) size += keys[step] >>> partitionShift === partition ? 1 : 0;
  // Written in any case: the next one takes its place where it is another partition's.
  const selected = { steps: new Uint32Array(size + 1), keys: new Uint32Array(size + 1) };
  let at = 0;
  for (let step = 0; step < count; step++) {
    selected.steps[at] = step;
    selected.keys[at] = keys[step];
    at += keys[step] >>> partitionShift === partition ? 1 : 0;
  }
  return { steps: selected.steps.subarray(0, size), keys: selected.keys.subarray(0, size) };
}

/** The steps that units share, once all partitions are grouped; `members` in the order of the partitions. */
export function layOutSteps(
  joined: JoinedSteps,
  members: readonly StepMembers[],
  unitCount: number,
  { isBoilerplate, isSingle }: Pick<Steps, 'isBoilerplate' | 'isSingle'>,
): Steps {
  const { count, units, fingerprints, firsts, keys, isStep, partitionShift } = joined;
  const memberStarts = [0];
  for (const part of members) memberStarts.push(memberStarts[memberStarts.length - 1] + part.units.length);
  const metCount = members.reduce((sum, part) => sum + part.metCount, 0);
  const steps: Steps = {
    unitStarts: createWords(unitCount + 1),
    fingerprints: createWords(metCount),
    firsts: createWords(metCount),
    memberUnits: createWords(memberStarts[members.length]),
    memberFingerprints: createWords(memberStarts[members.length]),
    isStep,
    isBoilerplate,
    isSingle,
  };
  members.forEach((part, partition) => {
    steps.memberUnits.set(part.units, memberStarts[partition]);
    steps.memberFingerprints.set(part.fingerprints, memberStarts[partition]);
  });
  for (let step = 0, at = 0; step < count; step++) {
    if (firsts[step] === NOBODY) continue;
    steps.unitStarts[units[step] + 1]++;
    steps.fingerprints[at] = fingerprints[step];
    steps.firsts[at++] = memberStarts[keys[step] >>> partitionShift] + firsts[step];
  }
  addUp(steps.unitStarts);
  return steps;
}
