// Winnowing: the least shingle of every window, by minima of windows that double.
//
// The definition is src/sketch/winnow.ts: the rightmost least value of each window, once for each change of place. The
// branch that decides that is unforeseeable, so all minima are computed first, four at a time, and compared afterwards.
import { FINGERPRINTS, minima, RESULTS, shingleHigh, shingleLow, tokenHigh, tokenLow } from './memory-map';

/** Windows whose minima are held at a time, or as many as a window has shingles: then passes overlap little. */
const CHUNK_WINDOWS: u32 = 2048;

/** Shingles of a window. */
let window: u32 = 1;

export function placeWindow(shingles: u32): void {
  window = shingles;
}

/**
 * Chooses the fingerprints of `count` shingles. Hashes go to the column tokenHigh and positions to tokenLow: tokens are
 * not needed any more, and there are at least as many of them. Returns how many there are, also in the results.
 */
export function winnowShingles(count: u32): u32 {
  let chosen: u32 = 0;
  if (count != 0) {
    const width = min(window, count);
    const windows = count - width + 1;
    const chunkWindows = max(CHUNK_WINDOWS, width);
    for (let first: u32 = 0; first < windows; first += chunkWindows) {
      const some = min(chunkWindows, windows - first);
      findMinima(first, some, width);
      chosen = chooseFingerprints(first, some, width, chosen);
    }
  }
  store<u32>(RESULTS, chosen, FINGERPRINTS);
  return chosen;
}

/** Address of minima[0]; the place before it is the minimum of the window before. */
// @ts-ignore: decorator
@inline
function locateMinima(): usize {
  return minima + 16;
}

/**
 * Fills minima[i] with the least low word of the window that starts at shingle `first + i`, for `windows` windows; in
 * place, with spans that double:
 *
 *   span 1    low[i]
 *   span 2    min(span 1 [i], span 1 [i + 1])
 *   span 4    min(span 2 [i], span 2 [i + 2])   … and a last one that overlaps, to reach any width
 */
export function findMinima(first: u32, windows: u32, width: u32): void {
  const start = locateMinima();
  let from = shingleLow + (<usize>first << 2);
  if (width == 1) memory.copy(start, from, <usize>windows << 2);
  let reach = windows + width - 1;
  for (let span: u32 = 1; span < width; ) {
    const shift = min(span, width - span);
    reach -= shift;
    const end = start + (<usize>reach << 2);
    const behind = from + (<usize>shift << 2) - start;
    const same = from - start;
    for (let at = start; at < end; at += 16) {
      v128.store(at, i32x4.min_u(v128.load(at + same), v128.load(at + behind)));
    }
    from = start;
    span += shift;
  }
  if (first == 0) store<u32>(start - 4, ~load<u32>(start));
}

/**
 * Writes the fingerprints of `windows` windows, the first of which starts at shingle `first`, behind the `chosen` there
 * are; returns how many there are then. The place of the minimum has changed where the minimum did, or where the
 * window's last shingle equals it; sixteen windows are compared at a time, a bit each.
 */
export function chooseFingerprints(first: u32, windows: u32, width: u32, chosen: u32): u32 {
  const start = locateMinima();
  const lasts = shingleLow + (<usize>(first + width - 1) << 2);
  let hashAt = tokenHigh + (<usize>chosen << 2);
  const positionOffset = tokenLow - tokenHigh;
  for (let i: u32 = 0; i < windows; i += 16) {
    const at = start + (<usize>i << 2);
    const last = lasts + (<usize>i << 2);
    const same01 = i16x8.narrow_i32x4_s(isSamePlace(at, last), isSamePlace(at + 16, last + 16));
    const same23 = i16x8.narrow_i32x4_s(isSamePlace(at + 32, last + 32), isSamePlace(at + 48, last + 48));
    let changes = ~<u32>i8x16.bitmask(i8x16.narrow_i16x8_s(same01, same23)) & 0xffff;
    if (windows - i < 16) changes &= (<u32>1 << (windows - i)) - 1;
    for (; changes != 0; changes &= changes - 1) {
      const bit = <u32>ctz(changes);
      const position = searchBackwards(lasts + (<usize>(i + bit) << 2), load<u32>(at + (<usize>bit << 2)));
      store<u32>(hashAt, load<u32>(position + shingleHigh - shingleLow));
      store<u32>(hashAt + positionOffset, <u32>((position - shingleLow) >>> 2));
      hashAt += 4;
    }
  }
  store<u32>(start - 4, load<u32>(start + (<usize>(windows - 1) << 2)));
  return <u32>((hashAt - tokenHigh) >>> 2);
}

// @ts-ignore: decorator
@inline
function isSamePlace(at: usize, last: usize): v128 {
  const least = v128.load(at);
  return v128.andnot(i32x4.eq(least, v128.load(at - 4)), i32x4.eq(least, v128.load(last)));
}

/** Address of the last low word up to `last` that equals `least`; the window holds one. */
// @ts-ignore: decorator
@inline
function searchBackwards(last: usize, least: u32): usize {
  const wanted = i32x4.splat(least);
  let equal = compareSixteen(last, wanted);
  while (equal == 0) {
    last -= 64;
    equal = compareSixteen(last, wanted);
  }
  return last - ((<usize>clz(equal) - 16) << 2);
}

/** A bit for each of the sixteen words up to the one at `last`, the last one highest: whether it is the wanted one. */
// @ts-ignore: decorator
@inline
function compareSixteen(last: usize, wanted: v128): u32 {
  const equal01 = i16x8.narrow_i32x4_s(i32x4.eq(v128.load(last - 60), wanted), i32x4.eq(v128.load(last - 44), wanted));
  const equal23 = i16x8.narrow_i32x4_s(i32x4.eq(v128.load(last - 28), wanted), i32x4.eq(v128.load(last - 12), wanted));
  return i8x16.bitmask(i8x16.narrow_i16x8_s(equal01, equal23));
}
