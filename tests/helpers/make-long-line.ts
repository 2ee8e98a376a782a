// A text of a million bytes without a line break: too large to keep in the repository, so it is made on the spot.
//
// Refuses randomness: the words are numbers spelled in a fixed pattern, so that equal arguments give equal bytes.

const STEMS = ['amber', 'basalt', 'cedar', 'delta', 'ember', 'flint', 'garnet', 'hazel', 'iris', 'juniper', 'krill'];

/**
 * Makes one line of at least `byteLength` bytes of ASCII, a space between words and no line feed at the end. Word
 * number n is a stem and n itself, so that no shingle occurs twice; every `changeEvery`-th word (0: none) is another
 * word instead, which breaks the shingles around it.
 */
export function makeLongLine(byteLength: number, changeEvery = 0): string {
  const words: string[] = [];
  let total = 0;
  for (let n = 1; total < byteLength; n++) {
    const isChanged = changeEvery > 0 && n % changeEvery === 0;
    const word = isChanged ? `changed${n}` : `${STEMS[n % STEMS.length]}${n}`;
    words.push(word);
    total += word.length + 1;
  }
  return words.join(' ');
}
