// The kernel as a Sketcher: documents into its memory, results out as views.
//
// Equal to the reference bit for bit, many times faster. Memory is sized by the document at hand and given back after a
// large one; a giant one goes through it in pieces. This file refuses to keep a view across growth.
import type {
  CollectedShingles,
  DocumentSketch,
  ShingleSequence,
  ShingleStretch,
  SketchOptions,
  Sketcher,
} from '../model.js';
import { LEAST_FILTERED_SHINGLES, ShingleFilterMaker } from '../sketch/shingle-filter.js';
import { GIANT_SIZES, GiantSketcher } from './giant-sketcher.js';
import type { GiantSizes } from './giant-sketcher.js';
import { countSlots, layOutMemory } from './memory-layout.js';
import { ShortViews } from './short-views.js';
import { LARGE_TEXT_BYTES, TokenPass, viewColumn } from './token-pass.js';

/** Room is made for documents of at least this size, so that ordinary ones never move the columns. */
const LEAST_CAPACITY_BYTES = 2 ** 16;

const NO_FILTER = new Uint32Array(0);

/** A memory above this is given back before the next document that is not large itself. */
const KEPT_MEMORY_BYTES = 2 ** 26;

/**
 * From this size on a document is taken in pieces: a smaller one takes at most half a gigabyte at once, and prose a third of that.
 */
const GIANT_BYTES = 2 ** 24;

const USUAL_SIZES: GiantSizes & { readonly giant: number } = { ...GIANT_SIZES, giant: GIANT_BYTES };

/**
 * Creates the sketcher of the kernel; its results are views that the next call overwrites. Throws KernelError:
 * KERNEL_UNAVAILABLE at once where the engine cannot run it, DOCUMENT_TOO_LARGE for a document with a stretch that cannot be cut into
 * pieces and exceeds the 4 GiB of a WebAssembly memory. `sizes` are for tests: from how many bytes on a document is giant, and what
 * it is cut into.
 */
export function createWasmSketcher(options: SketchOptions, sizes = USUAL_SIZES): Sketcher {
  const kernel = new KernelHost(options);
  let giant: GiantSketcher | null = null;
  const choose = (utf8: Uint8Array): Omit<Sketcher, 'name'> => {
    if (utf8.length < sizes.giant) {
      giant = null;
      return kernel;
    }
    kernel.giveMemoryBack();
    giant ??= new GiantSketcher(options, sizes);
    return giant;
  };
  return {
    name: 'wasm',
    sketchDocument: (utf8) => choose(utf8).sketchDocument(utf8),
    sequenceShingles: (utf8) => choose(utf8).sequenceShingles(utf8),
    collectShingles: (utf8) => choose(utf8).collectShingles(utf8),
    walkShingles: (utf8) => choose(utf8).walkShingles(utf8),
  };
}

/** An instance of the kernel with its memory. Lives as long as its sketcher. */
class KernelHost {
  readonly #options: SketchOptions;
  readonly #filters = new ShingleFilterMaker();
  readonly #hashViews = new ShortViews();
  readonly #positionViews = new ShortViews();
  #pass: TokenPass;

  constructor(options: SketchOptions) {
    this.#options = options;
    this.#pass = this.#createPass();
  }

  sketchDocument(utf8: Uint8Array): DocumentSketch {
    const tokens = this.#tokenize(utf8);
    const { kernel, layout, views } = this.#pass;
    kernel.sketchTokens(tokens, Math.min(countSlots(tokens), layout.slots));
    const { words, counts, signature, foldedSignature, contentHash, tokensHash } = views;
    const fingerprints = words[counts.fingerprints];
    const shingles = words[counts.distinctShingles];
    return {
      tokens,
      halfWords: words[counts.halfWords],
      shingles,
      signature,
      foldedSignature,
      fingerprintHashes: this.#hashViews.view(words, layout.tokenHigh, fingerprints),
      fingerprintPositions: this.#positionViews.view(words, layout.tokenLow, fingerprints),
      contentHash,
      tokensHash,
      shingleFilter:
        shingles < LEAST_FILTERED_SHINGLES
          ? NO_FILTER
          : this.#filters.make(viewColumn(words, layout.shingleHigh, shingles), shingles),
    };
  }

  sequenceShingles(utf8: Uint8Array): ShingleSequence {
    const tokens = this.#tokenize(utf8);
    const { kernel, layout, views } = this.#pass;
    const count = kernel.sequenceShingles(tokens);
    const { words, bytes, contentHash } = views;
    return {
      tokens,
      tokenHigh: viewColumn(words, layout.tokenHigh, tokens),
      tokenLow: viewColumn(words, layout.tokenLow, tokens),
      tokenHalfWords: bytes.subarray(layout.tokenHalfWords, layout.tokenHalfWords + tokens),
      count,
      high: viewColumn(words, layout.shingleHigh, count),
      low: viewColumn(words, layout.shingleLow, count),
      firstTokens: viewColumn(words, layout.firstTokens, count),
      contentHash,
    };
  }

  collectShingles(utf8: Uint8Array): CollectedShingles {
    const tokens = this.#tokenize(utf8);
    const { kernel, layout, views } = this.#pass;
    const count = kernel.collectShingles(tokens);
    return {
      contentHash: views.contentHash,
      set: viewColumn(views.words, layout.tokenHigh, 2 * count),
      isOwned: false,
    };
  }

  *walkShingles(utf8: Uint8Array): Generator<ShingleStretch, Uint32Array, void> {
    const whole = this.sequenceShingles(utf8);
    yield { ...whole, firstToken: 0, firstShingle: 0, firstTokensFrom: 0 };
    return whole.contentHash;
  }

  /** Gives the memory of a large document back: WebAssembly memory cannot shrink, so another instance takes over. */
  giveMemoryBack(): void {
    if (this.#pass.views.bytes.length > KEPT_MEMORY_BYTES) this.#pass = this.#createPass();
  }

  /** Brings a document's tokens into the columns and its hash into the results; returns how many tokens there are. */
  #tokenize(utf8: Uint8Array): number {
    if (utf8.length <= LARGE_TEXT_BYTES) this.giveMemoryBack();
    return this.#pass.tokenize(utf8, true);
  }

  #createPass(): TokenPass {
    const { window } = this.#options;
    return new TokenPass(this.#options, (size, inputEnd) => layOutMemory(size, inputEnd, window), LEAST_CAPACITY_BYTES);
  }
}
