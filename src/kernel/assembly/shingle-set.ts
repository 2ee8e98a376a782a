// The shingle set: the distinct shingles of a document as ascending numbers of 64 bits.
//
// Hashes are uniform, so that their first bits say nearly where they belong: shingles are counted into about as many
// buckets as there are shingles, put there, and moved the few places that are missing. Repeats fall out on the way. A
// bucket that is crowded nevertheless (a text that repeats itself, a hostile one) is sorted as a heap first: nothing
// costs more than that. Refuses to keep positions.
import { shingleHigh, shingleLow, table, tokenHigh } from './memory-map';

/**
 * With 2¹⁹ buckets the places that are written to next fit the caches; with more, the set of a document of 12 million
 * shingles takes half as long again.
 */
const MOST_BUCKET_BITS: u32 = 19;

/** Bytes from which on a bucket is crowded: 128 shingles, as many as a document of 64 million has on average. */
const CROWD_BYTES: u32 = 1024;

/**
 * Writes the distinct ones of the first `count` of the shingle columns to `tokenHigh`, ascending, eight bytes each, low
 * word first, in place of the token columns; returns how many there are. The table serves for the buckets. The hashes are known to
 * have their first `equalBits` in common: the next ones then say where they belong.
 */
export function sortShingles(count: u32, equalBits: u32): u32 {
  const bucketBits = min(max(32 - clz(count), 1), MOST_BUCKET_BITS);
  const bucketsEnd = table + (<usize>4 << bucketBits);
  const largest = countBuckets(count, equalBits, 32 - bucketBits, bucketsEnd);
  fillBuckets(count, equalBits, 32 - bucketBits);
  if (largest >= CROWD_BYTES) sortCrowds(bucketsEnd);
  return insertShingles(count);
}

/** Leaves in the table where each bucket begins; returns the bytes of the largest. */
// @ts-ignore: decorator
@inline
function countBuckets(count: u32, equalBits: u32, shift: u32, bucketsEnd: usize): u32 {
  const buckets = table;
  for (let bucket = buckets; bucket < bucketsEnd; bucket += 8) store<u64>(bucket, 0);
  const end = shingleHigh + (<usize>count << 2);
  for (let at = shingleHigh; at < end; at += 4) {
    const bucket = buckets + (<usize>((load<u32>(at) << equalBits) >>> shift) << 2);
    store<u32>(bucket, load<u32>(bucket) + 8);
  }
  let place = <u32>tokenHigh;
  let largest: u32 = 0;
  for (let bucket = buckets; bucket < bucketsEnd; bucket += 4) {
    const size = load<u32>(bucket);
    largest = max(largest, size);
    store<u32>(bucket, place);
    place += size;
  }
  return largest;
}

/** Puts each shingle into its bucket; then the table says where each bucket ends. */
// @ts-ignore: decorator
@inline
function fillBuckets(count: u32, equalBits: u32, shift: u32): void {
  const buckets = table;
  const lowOffset = shingleLow - shingleHigh;
  const end = shingleHigh + (<usize>count << 2);
  for (let at = shingleHigh; at < end; at += 4) {
    const high = load<u32>(at);
    const low = load<u32>(at + lowOffset);
    const bucket = buckets + (<usize>((high << equalBits) >>> shift) << 2);
    const place = <usize>load<u32>(bucket);
    store<u32>(bucket, <u32>place + 8);
    store<u32>(place, low);
    store<u32>(place, high, 4);
  }
}

function sortCrowds(bucketsEnd: usize): void {
  let start = tokenHigh;
  for (let bucket = table; bucket < bucketsEnd; bucket += 4) {
    const end = <usize>load<u32>(bucket);
    if (<u32>(end - start) >= CROWD_BYTES) sortHeap(start, <u32>((end - start) >>> 3));
    start = end;
  }
}

/** Heap sort (Williams, Algorithm 232, 1964): nobody can make numbers for which it takes longer. */
function sortHeap(start: usize, count: u32): void {
  for (let root = count >>> 1; root != 0; ) {
    root--;
    sinkNumber(start, root, count, load<u64>(start + (<usize>root << 3)));
  }
  for (let last = count - 1; last != 0; last--) {
    const place = start + (<usize>last << 3);
    const sinking = load<u64>(place);
    store<u64>(place, load<u64>(start));
    sinkNumber(start, 0, last, sinking);
  }
}

/** Puts a number where it belongs below `root` in a heap of `count`. */
function sinkNumber(start: usize, root: u32, count: u32, sinking: u64): void {
  for (;;) {
    let child: u32 = 2 * root + 1;
    if (child >= count) break;
    let greater = load<u64>(start + (<usize>child << 3));
    if (child + 1 < count) {
      const other = load<u64>(start + (<usize>child << 3), 8);
      if (other > greater) {
        greater = other;
        child++;
      }
    }
    if (greater <= sinking) break;
    store<u64>(start + (<usize>root << 3), greater);
    root = child;
  }
  store<u64>(start + (<usize>root << 3), sinking);
}

/** Insertion sort of numbers that are in the order of their buckets; returns how many there are without repeats. */
// @ts-ignore: decorator
@inline
function insertShingles(count: u32): u32 {
  const start = tokenHigh;
  const end = start + (<usize>count << 3);
  let last = start;
  for (let at = start; at < end; at += 8) {
    const shingle = load<u64>(at);
    let place = last;
    while (place > start && load<u64>(place - 8) >= shingle) place -= 8;
    if (place < last) {
      if (load<u64>(place) == shingle) continue;
      for (let moved = last; moved > place; moved -= 8) store<u64>(moved, load<u64>(moved - 8));
    }
    store<u64>(place, shingle);
    last += 8;
  }
  return <u32>((last - start) >>> 3);
}
