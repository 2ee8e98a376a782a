// What two shingle sets share: two ascending columns of distinct numbers of 64 bits, merged four by four.
//
// Each four of one are compared with four of the other, all with all, and whichever four end first give way to the next.
// Nothing in that is a branch that chance decides, which is what a merge number by number spends its time on. Refuses to
// remember: the host says where both sets lie.

/** Steps between two looks at whether enough can still be shared. */
const STEPS: u32 = 16;

/**
 * How many numbers the `aCount` from `a` on and the `bCount` from `b` on have in common. Where that is fewer than
 * `least`, some number below `least`: counting stops when that many cannot be reached.
 *
 *   a         a0 a1 a2 a3      each pair of lanes with both pairs of b, as they stand and turned round
 *   b         b0 b1 b2 b3
 *   a step    of four on the side whose last number is less, on both where they are equal
 */
export function countShared(a: usize, aCount: u32, b: usize, bCount: u32, least: u32): u32 {
  const aEnd = a + (<usize>aCount << 3);
  const bEnd = b + (<usize>bCount << 3);
  // Before these at least four are left.
  const aWhole = aEnd - 24;
  const bWhole = bEnd - 24;
  let counts = i64x2.splat(0);
  let shared: u32 = 0;
  while (a < aWhole && b < bWhole) {
    for (let step: u32 = 0; step < STEPS && a < aWhole && b < bWhole; step++) {
      const a01 = v128.load(a);
      const a23 = v128.load(a, 16);
      const b01 = v128.load(b);
      const b23 = v128.load(b, 16);
      const b10 = v128.shuffle<u64>(b01, b01, 1, 0);
      const b32 = v128.shuffle<u64>(b23, b23, 1, 0);
      const first = v128.or(isAmong(a01, b01, b10), isAmong(a01, b23, b32));
      const second = v128.or(isAmong(a23, b01, b10), isAmong(a23, b23, b32));
      // A lane that is equal is all ones: minus one.
      counts = i64x2.sub(counts, i64x2.add(first, second));
      const aLast = load<u64>(a, 24);
      const bLast = load<u64>(b, 24);
      a += <usize>(aLast <= bLast) << 5;
      b += <usize>(bLast <= aLast) << 5;
    }
    shared = <u32>(i64x2.extract_lane(counts, 0) + i64x2.extract_lane(counts, 1));
    if (shared + <u32>(min(aEnd - a, bEnd - b) >>> 3) < least) return shared;
  }
  while (a < aEnd && b < bEnd) {
    const ofA = load<u64>(a);
    const ofB = load<u64>(b);
    shared += <u32>(ofA == ofB);
    a += <usize>(ofA <= ofB) << 3;
    b += <usize>(ofB <= ofA) << 3;
  }
  return shared;
}

/** Per lane all ones where it equals one of the two numbers, which both orders are given of. */
// @ts-ignore: decorator
@inline
function isAmong(lanes: v128, numbers: v128, turned: v128): v128 {
  return v128.or(i64x2.eq(lanes, numbers), i64x2.eq(lanes, turned));
}
