// The tokens of spans as strings: what tests compare.

import type { TokenSpans } from '../../src/sketch/tokenize.js';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** One string a token, in order. */
export function listTokens({ count, bytes, starts, ends }: TokenSpans): string[] {
  return Array.from({ length: count }, (_, i) => decoder.decode(bytes.subarray(starts[i], ends[i])));
}
