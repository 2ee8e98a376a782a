// The shingle set: repeats taken out of the shingle columns.
//
// Most shingles of most texts stand there once. A filter of bits finds the few that may be repeats at the price of a
// bit test each; only these are put into a table of 64-bit hashes, and only what the filter then lets through is looked
// up. Both passes ask what is nearly always answered alike, which a table of all shingles does not: its collisions are
// chance. Refuses to keep an order: a repeat is replaced by the last shingle. Positions are winnowing's, which comes
// before.
import { BIT_OF_EIGHT } from './lanes';
import { CONSTANTS, DISTINCT_SHINGLES, firstTokens, RESULTS, shingleHigh, shingleLow, table } from './memory-map';

/** Up to this size memory is cleared in a loop: a call of `memory.fill` leaves the kernel, which costs as much. */
const LOOP_BYTES: usize = 4096;

/**
 * So many shingles at most are compared one by one with those in doubt, four at a time: about what the table costs at
 * least. A short document has a few in doubt or none.
 */
const MOST_COMPARISONS: u32 = 1024;

/**
 * Leaves the distinct ones of `count` shingles at the front of the shingle columns and returns how many there are, also
 * in the results. At the address `table` there must be room for (see src/kernel/memory-layout.ts)
 *
 *   filter   slots bytes        eight bits for each value of the low word's last bits
 *   hashes   slots × 4 bytes    the hash of a possible repeat, zero where empty
 *   seen     slots / 2 bytes    1 where the hash was met
 *
 * with `slots` a power of two, at least twice `count` and 64. The first shingle is never in doubt, so that there are
 * fewer hashes than slots for them, and every search ends.
 */
export function keepDistinct(count: u32, slots: u32): u32 {
  let distinct = count;
  clear(table, slots);
  const listed = listShingles(count, slots, true);
  if (<u64>listed * count <= MOST_COMPARISONS) {
    distinct = removeByComparison(count, listed);
  } else {
    const hashSlots = min(listed < 8 ? 16 : <u32>1 << (33 - clz(listed)), slots / 2);
    storePossibleRepeats(listed, slots, hashSlots);
    distinct = removeRepeats(count, listShingles(count, slots, false), slots, hashSlots);
  }
  store<u32>(RESULTS, distinct, DISTINCT_SHINGLES);
  return distinct;
}

/**
 * Lists the low words' addresses of all shingles whose bit stands in the filter, in the column firstTokens, which is
 * not needed any more; returns how many. With `isSetting` each shingle sets its bit, so that only later ones meet it.
 */
// @ts-ignore: decorator
@inline
function listShingles(count: u32, slots: u32, isSetting: bool): u32 {
  const filter = table;
  const mask = slots - 1;
  const end = shingleLow + (<usize>count << 2);
  const list = firstTokens;
  let listAt = list;
  for (let at = shingleLow; at < end; at += 4) {
    const low = load<u32>(at);
    const byte = filter + (low & mask);
    const found: u32 = load<u8>(byte);
    const bit: u32 = load<u8>(bitOf(low));
    if (isSetting) store<u8>(byte, <u8>(found | bit));
    store<u32>(listAt, <u32>at);
    listAt += <usize>((found & bit) != 0) << 2;
  }
  return <u32>((listAt - list) >>> 2);
}

/** Address of the bit that a low word has in its byte: shifting by a variable would take a register that is missed. */
// @ts-ignore: decorator
@inline
function bitOf(low: u32): usize {
  return CONSTANTS + BIT_OF_EIGHT + (low >>> 29);
}

/**
 * Replaces each listed shingle that stands before it too by the last one; returns how many shingles remain. From the
 * end of the list, so that the last one is never a listed one still to come, and what stands before is as it was.
 */
function removeByComparison(count: u32, listed: u32): u32 {
  const highOffset = shingleHigh - shingleLow;
  const list = firstTokens;
  let last = shingleLow + (<usize>count << 2);
  for (let listAt = list + (<usize>listed << 2); listAt > list; ) {
    listAt -= 4;
    const at = <usize>load<u32>(listAt);
    if (!standsBefore(at, highOffset)) continue;
    last -= 4;
    store<u32>(at, load<u32>(last));
    store<u32>(at + highOffset, load<u32>(last + highOffset));
  }
  return <u32>((last - shingleLow) >>> 2);
}

/** Whether the shingle whose low word is at `at` stands before that place too. */
function standsBefore(at: usize, highOffset: usize): bool {
  const low = i32x4.splat(load<u32>(at));
  const high = i32x4.splat(load<u32>(at + highOffset));
  for (let other = shingleLow; other < at; other += 16) {
    const isLowEqual = i32x4.eq(v128.load(other), low);
    const isHighEqual = i32x4.eq(v128.load(other + highOffset), high);
    const equal = i32x4.bitmask(v128.and(isLowEqual, isHighEqual));
    if (equal != 0) return other + (<usize>ctz(equal) << 2) < at;
  }
  return false;
}

/** Puts what was listed into a filter of its own and its hashes into the table. */
function storePossibleRepeats(listed: u32, slots: u32, hashSlots: u32): void {
  const filter = table;
  const hashes = filter + slots;
  const highOffset = shingleHigh - shingleLow;
  clear(filter, slots);
  clear(hashes, <usize>hashSlots << 3);
  clear(hashes + (<usize>slots << 2), hashSlots);
  const end = firstTokens + (<usize>listed << 2);
  for (let listAt = firstTokens; listAt < end; listAt += 4) {
    const at = <usize>load<u32>(listAt);
    const low = load<u32>(at);
    const byte = filter + (low & (slots - 1));
    store<u8>(byte, load<u8>(byte) | load<u8>(bitOf(low)));
    const hash = (<u64>load<u32>(at + highOffset) << 32) | low;
    store<u64>(findSlot(hashes, hashSlots, hash), hash);
  }
}

/**
 * Replaces each listed shingle whose hash was met already by the last one; returns how many shingles remain. From the
 * end of the list, so that the last one is never a listed one still to come.
 */
function removeRepeats(count: u32, listed: u32, slots: u32, hashSlots: u32): u32 {
  const hashes = table + slots;
  const seen = hashes + (<usize>slots << 2);
  const highOffset = shingleHigh - shingleLow;
  const list = firstTokens;
  let last = shingleLow + (<usize>count << 2);
  let isZeroSeen = false;
  for (let listAt = list + (<usize>listed << 2); listAt > list; ) {
    listAt -= 4;
    const at = <usize>load<u32>(listAt);
    const hash = (<u64>load<u32>(at + highOffset) << 32) | load<u32>(at);
    let isRepeat = isZeroSeen;
    if (hash == 0) {
      // Cannot be told from an empty slot.
      isZeroSeen = true;
    } else {
      const slot = findSlot(hashes, hashSlots, hash);
      const mark = seen + ((slot - hashes) >>> 3);
      isRepeat = load<u8>(mark) != 0;
      store<u8>(mark, <u8>(load<u64>(slot) == hash));
    }
    if (isRepeat) {
      last -= 4;
      store<u32>(at, load<u32>(last));
      store<u32>(at + highOffset, load<u32>(last + highOffset));
    }
  }
  return <u32>((last - shingleLow) >>> 2);
}

/** Address of the slot that holds the hash, or of the empty one where it belongs. */
function findSlot(hashes: usize, hashSlots: u32, hash: u64): usize {
  const mask = (<usize>hashSlots - 1) << 3;
  let slot = <usize>(hash >>> 29) & mask;
  let found = load<u64>(hashes + slot);
  while (found != 0 && found != hash) {
    slot = (slot + 8) & mask;
    found = load<u64>(hashes + slot);
  }
  return hashes + slot;
}

/** Zeros from `at` on, up to the next multiple of 64 bytes. */
function clear(at: usize, byteLength: usize): void {
  if (byteLength > LOOP_BYTES) {
    memory.fill(at, 0, byteLength);
    return;
  }
  const zeros = i64x2.splat(0);
  for (const end = at + byteLength; at < end; at += 64) {
    v128.store(at, zeros);
    v128.store(at, zeros, 16);
    v128.store(at, zeros, 32);
    v128.store(at, zeros, 48);
  }
}
