// Nets: which units share a value (a whole band, or a fingerprint), as groups and as each unit's list of groups.
//
// A value that only one unit has is dropped before anything is sorted. Nothing here spells out pairs: a net is as large as
// the values that are shared, whatever the size of a group. Refuses to decide who meets whom: that is `gathering`.
import { RepeatFilter } from './repeat-filter.js';
import { sortByKey } from './sort-by-key.js';

export interface Net {
  /** `units + 1` offsets into the two columns that follow. */
  readonly unitStarts: Uint32Array;
  /** The groups of each unit. */
  readonly groups: Uint32Array;
  /** Where in the unit's shingle sequence the value stands; empty for bands. */
  readonly positions: Uint32Array;
  /** `groups + 1` offsets: how many entries each group can have. */
  readonly groupStarts: Uint32Array;
  readonly isBand: boolean;
}

/** The values of all units, in order of unit. */
export interface NetEntries {
  readonly units: Uint32Array;
  readonly keys: Uint32Array;
  readonly positions: Uint32Array | null;
}

/**
 * How often one unit may stand in one group. A text that repeats itself has the same fingerprint many times; so many places
 * keep a repeated line from multiplying out. Passages of a text that repeats a line more often may go unseen.
 */
const MOST_PLACES = 16;

/** Weaves one net of several layers (bands are a layer each, fingerprints one): equal keys group within a layer only. */
export function weaveNet(unitCount: number, layers: Iterable<NetEntries>, isBand: boolean): Net {
  const units: Uint32Array[] = [];
  const groups: Uint32Array[] = [];
  const positions: Uint32Array[] = [];
  const groupSizes: Uint32Array[] = [];
  const sorter = new RepeatSorter();
  let groupCount = 0;
  for (const layer of layers) {
    const shared = groupLayer(layer, groupCount, sorter);
    groupCount += shared.sizes.length;
    units.push(shared.units);
    groups.push(shared.groups);
    positions.push(shared.positions);
    groupSizes.push(shared.sizes);
  }
  const unitStarts = new Uint32Array(unitCount + 1);
  for (const column of units) for (const unit of column) unitStarts[unit + 1]++;
  for (let unit = 0; unit < unitCount; unit++) unitStarts[unit + 1] += unitStarts[unit];
  const next = unitStarts.slice();
  const allGroups = new Uint32Array(unitStarts[unitCount]);
  const allPositions = new Uint32Array(isBand ? 0 : unitStarts[unitCount]);
  for (let layer = 0; layer < units.length; layer++) {
    for (let i = 0; i < units[layer].length; i++) {
      const at = next[units[layer][i]]++;
      allGroups[at] = groups[layer][i];
      if (!isBand) allPositions[at] = positions[layer][i];
    }
  }
  const groupStarts = new Uint32Array(groupCount + 1);
  let group = 0;
  for (const sizes of groupSizes) for (const size of sizes) groupStarts[group + 1] = groupStarts[group++] + size;
  return { unitStarts, groups: allGroups, positions: allPositions, groupStarts, isBand };
}

interface GroupedLayer {
  readonly units: Uint32Array;
  readonly groups: Uint32Array;
  readonly positions: Uint32Array;
  readonly sizes: Uint32Array;
}

function groupLayer(layer: NetEntries, firstGroup: number, sorter: RepeatSorter): GroupedLayer {
  const order = sorter.sort(layer.keys);
  const kept = new Uint32Array(order.length);
  const groups = new Uint32Array(order.length);
  const sizes: number[] = [];
  let count = 0;
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && layer.keys[order[end]] === layer.keys[order[start]]) end++;
    if (layer.units[order[start]] !== layer.units[order[end - 1]]) {
      const before = count;
      let places = 0;
      for (let i = start; i < end; i++) {
        places = i > start && layer.units[order[i]] === layer.units[order[i - 1]] ? places + 1 : 1;
        if (places > MOST_PLACES) continue;
        groups[count] = firstGroup + sizes.length;
        kept[count++] = order[i];
      }
      sizes.push(count - before);
    }
    start = end;
  }
  const entries = kept.subarray(0, count);
  const { positions } = layer;
  return {
    units: entries.map((i) => layer.units[i]),
    groups: groups.subarray(0, count),
    positions: positions === null ? new Uint32Array(0) : entries.map((i) => positions[i]),
    sizes: Uint32Array.from(sizes),
  };
}

/** Fewer keys than this are sorted as they are: within the first-level cache that is cheaper than asking a filter. */
const LEAST_FILTERED = 4096;

/** Sorts the entries of a layer whose key may occur again. Its memory is used again for each layer. */
class RepeatSorter {
  readonly #filter = new RepeatFilter();
  #selected = new Uint32Array(0);
  #spare = new Uint32Array(0);

  /** Indices into `keys`, in order of key, then of index: a view that the next call overwrites. */
  sort(keys: Uint32Array): Uint32Array {
    if (keys.length > this.#selected.length) {
      this.#selected = new Uint32Array(keys.length);
      this.#spare = new Uint32Array(keys.length);
    }
    const count = this.#select(keys);
    return sortByKey(this.#selected.subarray(0, count), keys, this.#spare.subarray(0, count));
  }

  #select(keys: Uint32Array): number {
    if (keys.length >= LEAST_FILTERED) {
      this.#filter.note(keys);
      return this.#filter.select(keys, 0, keys.length, this.#selected);
    }
    for (let i = 0; i < keys.length; i++) this.#selected[i] = i;
    return keys.length;
  }
}
