// The shingle set: repeats taken out of the shingle columns.
//
// Most shingles of most texts stand there once. A filter of bits finds the few that may be repeats at the price of a bit
// test each; only these are put into a table of 64-bit hashes, and only what the filter then lets through is looked up.
// Both passes ask what is nearly always answered alike, which a table of all shingles does not: its collisions are chance.
// Refuses to keep an order: a repeat is replaced by the last shingle. Positions are winnowing's, which comes before.
import { DISTINCT_SHINGLES, firstTokens, RESULTS, shingleHigh, shingleLow, table } from './memory-map';

/** Up to this size memory is cleared in a loop: a call of `memory.fill` leaves the kernel, which costs as much. */
const LOOP_BYTES: usize = 4096;

/** 1 once the hash zero was met, which cannot be told from an empty slot of the table. */
let zeroSeen: u32 = 0;

/**
 * Leaves the distinct ones of `count` shingles at the front of the shingle columns and returns how many there are, also in
 * the results. At the address `table` there must be room for (see src/kernel/memory-layout.ts)
 *
 *   filter   slots bytes        a bit for each of slots × 8 values of the low word
 *   hashes   slots × 4 bytes    the hash of a possible repeat, zero where empty
 *   seen     slots / 2 bytes     1 where the hash was met in the second pass
 *
 * with `slots` a power of two, at least four times `count` and 64.
 */
export function keepDistinct(count: u32, slots: u32): u32 {
  let distinct = count;
  const listed = listPossibleRepeats(count, slots);
  if (listed != 0) distinct = removeRepeats(count, listed, slots);
  store<u32>(RESULTS, distinct, DISTINCT_SHINGLES);
  return distinct;
}

/** Address of a shingle's bit in the filter, rounded down to a byte. */
// @ts-ignore: decorator
@inline
function locateBit(filter: usize, low: u32, mask: u32): usize {
  return filter + ((low & mask) >>> 3);
}

/**
 * Lists the low words' addresses of all shingles whose bit an earlier one has set, in the column firstTokens, which is not
 * needed any more; returns how many.
 */
function listPossibleRepeats(count: u32, slots: u32): u32 {
  const filter = table;
  clear(filter, slots);
  const mask = (slots << 3) - 1;
  const end = shingleLow + (<usize>count << 2);
  let listAt = firstTokens;
  for (let at = shingleLow; at < end; at += 4) {
    const low = load<u32>(at);
    const byte = locateBit(filter, low, mask);
    const found: u32 = load<u8>(byte);
    store<u8>(byte, <u8>(found | (<u32>1 << (low & 7))));
    store<u32>(listAt, <u32>at);
    listAt += ((found >>> (low & 7)) & 1) << 2;
  }
  return <u32>((listAt - firstTokens) >>> 2);
}

/** Takes out what is in the list and stands elsewhere too; returns how many shingles remain. */
function removeRepeats(count: u32, listed: u32, slots: u32): u32 {
  const filter = table;
  const mask = (slots << 3) - 1;
  const hashes = filter + slots;
  const hashSlots: u32 = listed < 8 ? 16 : <u32>1 << (33 - clz(listed));
  const hashMask = hashSlots - 1;
  const seen = hashes + (<usize>slots << 2);
  const highOffset = shingleHigh - shingleLow;
  clear(filter, slots);
  clear(hashes, <usize>hashSlots << 3);
  clear(seen, hashSlots);
  zeroSeen = 0;

  const listEnd = firstTokens + (<usize>listed << 2);
  for (let listAt = firstTokens; listAt < listEnd; listAt += 4) {
    const at = <usize>load<u32>(listAt);
    const low = load<u32>(at);
    const byte = locateBit(filter, low, mask);
    store<u8>(byte, <u8>(<u32>load<u8>(byte) | (<u32>1 << (low & 7))));
    const hash = (<u64>load<u32>(at + highOffset) << 32) | low;
    store<u64>(hashes + (<usize>findSlot(hashes, hashMask, hash) << 3), hash);
  }

  let end = shingleLow + (<usize>count << 2);
  for (let at = shingleLow; at < end; ) {
    const low = load<u32>(at);
    const isListed = (<u32>load<u8>(locateBit(filter, low, mask)) >>> (low & 7)) & 1;
    if (isListed && isRepeat((<u64>load<u32>(at + highOffset) << 32) | low, hashes, hashMask, seen)) {
      end -= 4;
      store<u32>(at, load<u32>(end));
      store<u32>(at + highOffset, load<u32>(end + highOffset));
    } else {
      at += 4;
    }
  }
  return <u32>((end - shingleLow) >>> 2);
}

/** Whether a hash of the table was asked for before; false for a hash that is not in it. */
function isRepeat(hash: u64, hashes: usize, hashMask: u32, seen: usize): bool {
  if (hash == 0) {
    const before = zeroSeen;
    zeroSeen = 1;
    return before != 0;
  }
  const slot = findSlot(hashes, hashMask, hash);
  if (load<u64>(hashes + (<usize>slot << 3)) != hash) return false;
  const before = load<u8>(seen + slot);
  store<u8>(seen + slot, 1);
  return before != 0;
}

/** The slot that holds the hash, or the empty one where it belongs. */
function findSlot(hashes: usize, hashMask: u32, hash: u64): u32 {
  let slot = <u32>(hash >>> 32) & hashMask;
  for (;;) {
    const found = load<u64>(hashes + (<usize>slot << 3));
    if (found == 0 || found == hash) break;
    slot = (slot + 1) & hashMask;
  }
  return slot;
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
