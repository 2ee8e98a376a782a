// The kernel as a Sketcher: documents into its memory, results out as views.
//
// Equal to the reference bit for bit, many times faster. Memory is sized by the document at hand and given back after a
// giant one. This file refuses to keep a view across growth: views are made anew whenever the buffer is another.
import { KernelError } from '../errors.js';
import type { CollectedShingles, DocumentSketch, ShingleSequence, SketchOptions, Sketcher } from '../model.js';
import { LEAST_FILTERED_SHINGLES, ShingleFilterMaker } from '../sketch/shingle-filter.js';
import { SIGNATURE_LANES } from '../sketch/signature.js';
import { instantiateKernel } from './kernel-module.js';
import type { KernelExports } from './kernel-module.js';
import { boundTokens, countSlots, layOutMemory, MOST_MEMORY_BYTES } from './memory-layout.js';
import type { DocumentSize, MemoryLayout } from './memory-layout.js';
import { preparePieces } from './prepare-pieces.js';
import { ShortViews } from './short-views.js';

const PAGE_BYTES = 65536;

/** Up to this size room is made for as many tokens as a document may have; in a larger one they are counted. */
const LARGE_DOCUMENT_BYTES = 2 ** 20;

/** Room is made for documents of at least this size, so that ordinary ones never move the columns. */
const LEAST_CAPACITY_BYTES = 2 ** 16;

const NO_FILTER = new Uint32Array(0);

/** A memory above this is given back before the next document that is not large itself. */
const KEPT_MEMORY_BYTES = 2 ** 26;

/**
 * Creates the sketcher of the kernel; its results are views that the next call overwrites. Throws KernelError:
 * KERNEL_UNAVAILABLE at once where the engine cannot run it, DOCUMENT_TOO_LARGE for a document whose columns exceed the
 * 4 GiB of a WebAssembly memory (some 100 million tokens; prose of 256 MiB has half as many).
 */
export function createWasmSketcher(options: SketchOptions): Sketcher {
  const kernel = new KernelHost(options);
  return {
    name: 'wasm',
    sketchDocument: (utf8) => kernel.sketchDocument(utf8),
    sequenceShingles: (utf8) => kernel.sequenceShingles(utf8),
    collectShingles: (utf8) => kernel.collectShingles(utf8),
  };
}

/** An instance of the kernel with its memory. Lives as long as its sketcher. */
class KernelHost {
  readonly #options: SketchOptions;
  readonly #filters = new ShingleFilterMaker();
  readonly #hashViews = new ShortViews();
  readonly #positionViews = new ShortViews();
  #kernel: KernelExports;
  #views: KernelViews;
  #layout: MemoryLayout;

  constructor(options: SketchOptions) {
    this.#options = options;
    this.#kernel = instantiateKernel(options);
    this.#views = makeViews(this.#kernel);
    this.#layout = this.#placeColumns(this.#boundSize(LEAST_CAPACITY_BYTES));
  }

  sketchDocument(utf8: Uint8Array): DocumentSketch {
    const tokens = this.#tokenize(utf8);
    const layout = this.#layout;
    this.#kernel.sketchTokens(tokens, Math.min(countSlots(tokens), layout.slots));
    const { words, counts, signature, foldedSignature, contentHash, tokensHash } = this.#views;
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
    const layout = this.#layout;
    const count = this.#kernel.sequenceShingles(tokens);
    const { words, bytes, contentHash } = this.#views;
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
    const count = this.#kernel.collectShingles(tokens);
    const { words, contentHash } = this.#views;
    return { contentHash, set: viewColumn(words, this.#layout.tokenHigh, 2 * count) };
  }

  /** Brings a document's tokens into the columns and its hash into the results; returns how many tokens there are. */
  #tokenize(utf8: Uint8Array): number {
    if (this.#views.bytes.length > KEPT_MEMORY_BYTES && utf8.length <= LARGE_DOCUMENT_BYTES) this.#giveMemoryBack();
    this.#makeRoom(utf8.length);
    this.#views.bytes.set(utf8, this.#kernel.INPUT.value);
    this.#kernel.hashContent(utf8.length);
    const tokens = this.#tokenizeInput(utf8.length, false);
    if (tokens >= 0) return tokens;
    return this.#tokenizePrepared(preparePieces(utf8, ...this.#listTroubles()));
  }

  #tokenizePrepared(parts: readonly Uint8Array[]): number {
    const byteLength = parts.reduce((sum, part) => sum + part.length, 0);
    this.#makeRoom(byteLength);
    let at = this.#kernel.INPUT.value;
    for (const part of parts) {
      this.#views.bytes.set(part, at);
      at += part.length;
    }
    const tokens = this.#tokenizeInput(byteLength, true);
    if (tokens < 0) throw new Error('a prepared text has code points that need preparation');
    return tokens;
  }

  /** Returns the number of tokens; a negative one for a text that must be prepared first. */
  #tokenizeInput(byteLength: number, isPrepared: boolean): number {
    if (byteLength <= LARGE_DOCUMENT_BYTES) return this.#kernel.tokenizeDocument(byteLength, isPrepared ? 1 : 0);
    const tokens = this.#kernel.countTokens(byteLength, isPrepared ? 1 : 0);
    if (tokens < 0) return tokens;
    const { capacity } = this.#layout;
    if (byteLength > capacity.byteLength || tokens > capacity.tokens) {
      this.#layout = this.#placeColumns({ byteLength, tokens });
    }
    return this.#kernel.tokenizeDocument(byteLength, 1);
  }

  /** Offsets of code points that need preparation, and whether these are all. Copied: the memory may grow. */
  #listTroubles(): [troubles: Uint32Array, isComplete: boolean] {
    const { words, counts, troubleList } = this.#views;
    const troubles = words[counts.troubles];
    return [words.slice(troubleList, troubleList + troubles), troubles < this.#kernel.MOST_TROUBLES.value];
  }

  /** Makes room for a document's bytes, and for its tokens too unless it is large: then these are counted first. */
  #makeRoom(byteLength: number): void {
    const { capacity } = this.#layout;
    if (byteLength > LARGE_DOCUMENT_BYTES) {
      this.#growMemory(this.#inputEnd() + byteLength, { byteLength, tokens: 0 });
    } else if (byteLength > capacity.byteLength || boundTokens(byteLength, this.#isCharacters()) > capacity.tokens) {
      this.#layout = this.#placeColumns(this.#boundSize(2 ** Math.ceil(Math.log2(byteLength))));
    }
  }

  #placeColumns(size: DocumentSize): MemoryLayout {
    const layout = layOutMemory(size, this.#inputEnd(), this.#options.window);
    this.#growMemory(layout.end, size);
    const { tokenHigh, tokenLow, tokenHalfWords, shingleHigh, shingleLow, firstTokens, minima, table } = layout;
    this.#kernel.placeColumns(tokenHigh, tokenLow, tokenHalfWords, shingleHigh, shingleLow, firstTokens, minima, table);
    return layout;
  }

  #growMemory(byteLength: number, { byteLength: documentBytes, tokens }: DocumentSize): void {
    const missing = byteLength - this.#views.bytes.length;
    if (missing <= 0) return;
    if (byteLength > MOST_MEMORY_BYTES || !this.#tryGrow(Math.ceil(missing / PAGE_BYTES))) {
      throw new KernelError(
        'DOCUMENT_TOO_LARGE',
        `a document of ${documentBytes} bytes takes ${byteLength} bytes of kernel memory, of which there are at most ` +
          `${MOST_MEMORY_BYTES}, fewer where the system gives less; split the document`,
        { byteLength: documentBytes, tokens, memoryBytes: byteLength, mostMemoryBytes: MOST_MEMORY_BYTES },
      );
    }
    this.#views = makeViews(this.#kernel);
  }

  #tryGrow(pages: number): boolean {
    try {
      this.#kernel.memory.grow(pages);
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }

  #giveMemoryBack(): void {
    this.#kernel = instantiateKernel(this.#options);
    this.#views = makeViews(this.#kernel);
    this.#layout = this.#placeColumns(this.#boundSize(LEAST_CAPACITY_BYTES));
  }

  #boundSize(byteLength: number): DocumentSize {
    return { byteLength, tokens: boundTokens(byteLength, this.#isCharacters()) };
  }

  #isCharacters(): boolean {
    return this.#options.tokens === 'characters';
  }

  #inputEnd(): number {
    return this.#kernel.INPUT.value + this.#kernel.INPUT_PADDING.value;
  }
}

/** Views of the kernel's memory as it is now; dead as soon as it grows. */
interface KernelViews {
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  /** Places of counts in `words`. */
  readonly counts: Readonly<Record<'halfWords' | 'distinctShingles' | 'fingerprints' | 'troubles', number>>;
  /** Place of the list of troubles in `words`. */
  readonly troubleList: number;
  readonly signature: Uint32Array;
  readonly foldedSignature: Uint16Array;
  readonly contentHash: Uint32Array;
  readonly tokensHash: Uint32Array;
}

function makeViews(kernel: KernelExports): KernelViews {
  const results = kernel.RESULTS.value;
  const words = new Uint32Array(kernel.memory.buffer);
  return {
    bytes: new Uint8Array(kernel.memory.buffer),
    words,
    counts: {
      halfWords: (results + kernel.HALF_WORDS.value) / 4,
      distinctShingles: (results + kernel.DISTINCT_SHINGLES.value) / 4,
      fingerprints: (results + kernel.FINGERPRINTS.value) / 4,
      troubles: (results + kernel.TROUBLES.value) / 4,
    },
    troubleList: kernel.TROUBLE_LIST.value / 4,
    signature: viewColumn(words, results + kernel.SIGNATURE.value, SIGNATURE_LANES),
    foldedSignature: new Uint16Array(kernel.memory.buffer, kernel.FOLDED_SIGNATURE.value, SIGNATURE_LANES),
    contentHash: viewColumn(words, results + kernel.CONTENT_HASH.value, 4),
    tokensHash: viewColumn(words, results + kernel.TOKENS_HASH.value, 4),
  };
}

/** `length` words from a byte address on. */
function viewColumn(words: Uint32Array, address: number, length: number): Uint32Array {
  return words.subarray(address / 4, address / 4 + length);
}
