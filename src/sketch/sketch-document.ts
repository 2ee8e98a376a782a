// The reference sketcher: one document at a time, each step in plain TypeScript, from UTF-8 to signature and fingerprints.
//
// This is the definition: the kernel does the same in one pass and must equal it bit for bit. It holds the columns of one
// document and uses them again for the next. Refuses bytes that are not UTF-8: decoding comes before.
import type { DocumentSketch, ShingleSequence, ShingleStretch, SketchOptions, Sketcher } from '../model.js';
import { deriveSeeds, hashContent, hashToken, hashTokens } from './hash.js';
import type { HashLanes, HashSeeds } from './hash.js';
import { sequenceShingles } from './shingle.js';
import { collectShingleSet } from './shingle-set.js';
import { ShingleFilterMaker } from './shingle-filter.js';
import { SIGNATURE_LANES, computeSignature, foldLane } from './signature.js';
import { prepareText, tokenizeText } from './tokenize.js';
import { winnowShingles } from './winnow.js';

/** Makes the signature of a shingle set; replaced by `--engine minhash`. */
export type ComputeSignature = (high: Uint32Array, low: Uint32Array, count: number, lanes: Uint32Array) => void;

/** Creates the reference sketcher; its results are views that the next call overwrites. */
export function createReferenceSketcher(options: SketchOptions, sign: ComputeSignature = computeSignature): Sketcher {
  const seeds = deriveSeeds(options.hashSeed);
  const columns = new DocumentColumns();
  const filters = new ShingleFilterMaker();
  const signature = new Uint32Array(SIGNATURE_LANES);
  const foldedSignature = new Uint16Array(SIGNATURE_LANES);
  const sequence = (utf8: Uint8Array): ShingleSequence => {
    columns.tokenize(utf8, options.tokens, seeds);
    return columns.sequence(options.shingleSize, seeds, hashContent(utf8, seeds));
  };
  return {
    name: 'reference',
    sequenceShingles: sequence,
    collectShingles(utf8) {
      const shingles = sequence(utf8);
      return { contentHash: shingles.contentHash, set: collectShingleSet(shingles), isOwned: true };
    },
    *walkShingles(utf8): Generator<ShingleStretch, Uint32Array, void> {
      const whole = sequence(utf8);
      yield { ...whole, firstToken: 0, firstShingle: 0, firstTokensFrom: 0 };
      return whole.contentHash;
    },
    sketchDocument(utf8): DocumentSketch {
      const { tokens, tokenHigh, tokenLow, tokenHalfWords, count, high, low, contentHash } = sequence(utf8);
      const fingerprints = winnowShingles(high, low, count, options.window, columns.hashes, columns.positions);
      sign(high, low, count, signature);
      for (let lane = 0; lane < SIGNATURE_LANES; lane++) foldedSignature[lane] = foldLane(signature[lane]);
      let halfWords = 0;
      for (let t = 0; t < tokens; t++) halfWords += tokenHalfWords[t];
      const shingles = countDistinct(high, low, count);
      return {
        tokens,
        halfWords,
        shingles,
        signature,
        foldedSignature,
        fingerprintHashes: columns.hashes.subarray(0, fingerprints),
        fingerprintPositions: columns.positions.subarray(0, fingerprints),
        contentHash,
        tokensHash: hashTokens(tokenHigh, tokenLow, tokens, seeds),
        shingleFilter: filters.make(high, shingles),
      };
    },
  };
}

/** Counts the distinct hashes with a table of twice their number. */
function countDistinct(high: Uint32Array, low: Uint32Array, count: number): number {
  const mask = 2 ** Math.ceil(Math.log2(2 * count + 2)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  let distinct = 0;
  for (let k = 0; k < count; k++) {
    let slot = low[k] & mask;
    while (slots[slot] >= 0 && (high[slots[slot]] !== high[k] || low[slots[slot]] !== low[k])) slot = (slot + 1) & mask;
    if (slots[slot] >= 0) continue;
    slots[slot] = k;
    distinct++;
  }
  return distinct;
}

/** The columns of the document at hand, grown as needed. Lives as long as its sketcher. */
class DocumentColumns {
  #capacity = 0;
  #tokens = 0;
  #tokenHigh = new Uint32Array(0);
  #tokenLow = new Uint32Array(0);
  #tokenHalfWords = new Uint8Array(0);
  #high = new Uint32Array(0);
  #low = new Uint32Array(0);
  #firstTokens = new Uint32Array(0);
  hashes = new Uint32Array(0);
  positions = new Uint32Array(0);
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  tokenize(utf8: Uint8Array, mode: SketchOptions['tokens'], seeds: HashSeeds): void {
    const { count, bytes, starts, ends, halfWords } = tokenizeText(prepareText(this.#decoder.decode(utf8)), mode);
    if (count > this.#capacity) this.#enlarge(count);
    const lanes: HashLanes = { high: 0, low: 0 };
    for (let t = 0; t < count; t++) {
      hashToken(bytes, starts[t], ends[t], seeds, lanes);
      this.#tokenHigh[t] = lanes.high;
      this.#tokenLow[t] = lanes.low;
    }
    this.#tokenHalfWords.set(halfWords);
    this.#tokens = count;
  }

  sequence(shingleSize: number, seeds: HashSeeds, contentHash: Uint32Array): ShingleSequence {
    const tokens = this.#tokens;
    const tokenHigh = this.#tokenHigh.subarray(0, tokens);
    const tokenLow = this.#tokenLow.subarray(0, tokens);
    const tokenHalfWords = this.#tokenHalfWords.subarray(0, tokens);
    const into = { high: this.#high, low: this.#low, firstTokens: this.#firstTokens };
    const count = sequenceShingles(tokenHigh, tokenLow, tokenHalfWords, tokens, shingleSize, seeds, into);
    return {
      tokens,
      tokenHigh,
      tokenLow,
      tokenHalfWords,
      count,
      high: this.#high.subarray(0, count),
      low: this.#low.subarray(0, count),
      firstTokens: this.#firstTokens.subarray(0, count),
      contentHash,
    };
  }

  #enlarge(count: number): void {
    const capacity = Math.ceil(1.5 * count);
    this.#tokenHigh = new Uint32Array(capacity);
    this.#tokenLow = new Uint32Array(capacity);
    this.#tokenHalfWords = new Uint8Array(capacity);
    this.#high = new Uint32Array(capacity);
    this.#low = new Uint32Array(capacity);
    this.#firstTokens = new Uint32Array(capacity);
    this.hashes = new Uint32Array(capacity);
    this.positions = new Uint32Array(capacity);
    this.#capacity = capacity;
  }
}
