// Sorting of what is mostly in order already: documents come by name, and ties in size are many and short.
//
// A natural merge sort (Knuth, TAOCP 3, 5.2.4, algorithm N): ascending runs are found, then merged two by two. What is in order
// costs one comparison an item; the sorts of the language compare about log2(n) times whatever they are given, or call for
// arrays. Refuses to know what it sorts.

/** Sorts `items` in place by `compare`, keeping the present order of equal ones. */
export function mergeRuns(items: Uint32Array, compare: (left: number, right: number) => number): void {
  let ends = listRunEnds(items, compare);
  if (ends.length < 2) return;
  let from: Uint32Array = items;
  let to: Uint32Array = new Uint32Array(items.length);
  while (ends.length > 1) {
    const mergedEnds: number[] = [];
    let start = 0;
    for (let run = 0; run < ends.length; run += 2) {
      const middle = ends[run];
      const end = ends[Math.min(run + 1, ends.length - 1)];
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        const isLeft = right === end || (left < middle && compare(from[left], from[right]) <= 0);
        to[at] = isLeft ? from[left++] : from[right++];
      }
      mergedEnds.push(end);
      start = end;
    }
    [from, to] = [to, from];
    ends = mergedEnds;
  }
  if (from !== items) items.set(from);
}

/** Where each ascending run ends, exclusive; the last is the end of all. */
function listRunEnds(items: Uint32Array, compare: (left: number, right: number) => number): number[] {
  const ends: number[] = [];
  for (let i = 1; i < items.length; i++) if (compare(items[i - 1], items[i]) > 0) ends.push(i);
  ends.push(items.length);
  return ends;
}
