// What two columns of high words share: two ascending columns of distinct numbers of 32 bits, merged four by four.
//
// As in shared-shingles.ts, with half the memory and twice the lanes. Refuses to say anything of shingles: equal high words are a
// bound, and who needs more looks at whole shingles.

/** Steps between two looks at whether enough can still be shared. */
const STEPS: u32 = 16;

/**
 * How many numbers the `aCount` from `a` on and the `bCount` from `b` on have in common. Where that is fewer than
 * `least`, some number below `least`: counting stops when that many cannot be reached.
 *
 *   a         a0 a1 a2 a3      all lanes at once with b as it stands and turned by one, two and three
 *   b         b0 b1 b2 b3
 *   a step    of four on the side whose last number is less, on both where they are equal
 */
export function countSharedHalves(a: usize, aCount: u32, b: usize, bCount: u32, least: u32): u32 {
  const aEnd = a + (<usize>aCount << 2);
  const bEnd = b + (<usize>bCount << 2);
  // Before these at least four are left.
  const aWhole = aEnd - 12;
  const bWhole = bEnd - 12;
  let counts = i32x4.splat(0);
  let shared: u32 = 0;
  while (a < aWhole && b < bWhole) {
    for (let step: u32 = 0; step < STEPS && a < aWhole && b < bWhole; step++) {
      const ofA = v128.load(a);
      const ofB = v128.load(b);
      const even = v128.or(i32x4.eq(ofA, ofB), i32x4.eq(ofA, v128.shuffle<u32>(ofB, ofB, 2, 3, 0, 1)));
      const turned = v128.shuffle<u32>(ofB, ofB, 1, 2, 3, 0);
      const odd = v128.or(i32x4.eq(ofA, turned), i32x4.eq(ofA, v128.shuffle<u32>(turned, turned, 2, 3, 0, 1)));
      // A lane that is equal is all ones: minus one.
      counts = i32x4.sub(counts, v128.or(even, odd));
      const aLast = load<u32>(a, 12);
      const bLast = load<u32>(b, 12);
      a += <usize>(aLast <= bLast) << 4;
      b += <usize>(bLast <= aLast) << 4;
    }
    shared = <u32>(
      (i32x4.extract_lane(counts, 0) +
        i32x4.extract_lane(counts, 1) +
        i32x4.extract_lane(counts, 2) +
        i32x4.extract_lane(counts, 3))
    );
    if (shared + <u32>(min(aEnd - a, bEnd - b) >>> 2) < least) return shared;
  }
  while (a < aEnd && b < bEnd) {
    const ofA = load<u32>(a);
    const ofB = load<u32>(b);
    shared += <u32>(ofA == ofB);
    a += <usize>(ofA <= ofB) << 2;
    b += <usize>(ofB <= ofA) << 2;
  }
  return shared;
}
