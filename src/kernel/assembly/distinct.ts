// The shingle set: repeats taken out by a table of the 64-bit hashes.
//
// Open addressing, at most half full; a slot is eight bytes, zero where it is empty. The distinct hashes are moved to the
// front of the shingle columns, so that what comes after touches no repeat. Refuses to keep the order's gaps: positions
// are winnowing's, which comes before.
import { DISTINCT_SHINGLES, RESULTS, shingleHigh, shingleLow, table } from './memory-map';

/**
 * Leaves the distinct ones of `count` shingles at the front of the shingle columns, in order of first appearance, and
 * returns how many there are, also in the results. The table has `slots` slots, a power of two above `count`.
 */
export function keepDistinct(count: u32, slots: u32): u32 {
  memory.fill(table, 0, <usize>slots << 3);
  const mask = slots - 1;
  const end = <usize>count << 2;
  let distinctAt: usize = 0;
  /** The hash zero looks like an empty slot: it is kept here. */
  let hasZero = false;
  for (let at: usize = 0; at < end; at += 4) {
    const high = load<u32>(shingleHigh + at);
    const low = load<u32>(shingleLow + at);
    const hash = (<u64>high << 32) | <u64>low;
    store<u32>(shingleHigh + distinctAt, high);
    store<u32>(shingleLow + distinctAt, low);
    if (hash == 0) {
      if (!hasZero) distinctAt += 4;
      hasZero = true;
      continue;
    }
    let slot = table + (<usize>(low & mask) << 3);
    let found = load<u64>(slot);
    while (found != 0 && found != hash) {
      slot = table + ((slot - table + 8) & (<usize>mask << 3));
      found = load<u64>(slot);
    }
    store<u64>(slot, hash);
    distinctAt += found == 0 ? 4 : 0;
  }
  const distinct = <u32>(distinctAt >>> 2);
  store<u32>(RESULTS, distinct, DISTINCT_SHINGLES);
  return distinct;
}
