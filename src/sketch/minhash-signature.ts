// Signatures by the npm package `minhash`: slow, and independent of ours; what `--engine minhash` uses.
//
// Only its signatures: classic MinHash with 128 permutations (Broder 1997). Its index throws on an unseen band and is not
// used. Refuses the kernel: this engine runs on the reference alone.
import { Minhash } from 'minhash';
import type { ComputeSignature } from './sketch-document.js';
import { SIGNATURE_LANES } from './signature.js';

/**
 * Creates a signer that fills `lanes` with the package's signature of a shingle set; without shingles every lane is
 * `0xffffffff`. The permutations are drawn once, from the package's fixed seed, and used for every set.
 */
export function createMinhashSigner(): ComputeSignature {
  const minhash = new Minhash({ numPerm: SIGNATURE_LANES });
  const start = [...minhash.hashvalues];
  return (high, low, count, lanes) => {
    minhash.hashvalues = [...start];
    const seen = new Set<string>();
    for (let i = 0; i < count; i++) {
      const shingle = `${high[i].toString(36)}.${low[i].toString(36)}`;
      if (seen.has(shingle)) continue;
      seen.add(shingle);
      minhash.update(shingle);
    }
    lanes.set(minhash.hashvalues);
  };
}
