// The token pass as the host sees it: a text into the kernel's memory, its tokens into the columns there.
//
// An instance of the kernel, its memory, and where the columns lie in it. Memory grows with the text at hand; views are made anew
// whenever the buffer is another. Refuses to know what becomes of the tokens.
import { KernelError } from '../errors.js';
import type { SketchOptions } from '../model.js';
import { SIGNATURE_LANES } from '../sketch/signature.js';
import { instantiateKernel } from './kernel-module.js';
import type { KernelExports } from './kernel-module.js';
import { boundTokens, MOST_MEMORY_BYTES } from './memory-layout.js';
import type { DocumentSize, MemoryLayout } from './memory-layout.js';
import { preparePieces } from './prepare-pieces.js';

const PAGE_BYTES = 65536;

/** Up to this size room is made for as many tokens as a text may have; in a larger one they are counted. */
export const LARGE_TEXT_BYTES = 2 ** 20;

/** Most bytes that are prepared at once: preparation makes strings and arrays of them, forty times as large in the worst case. */
const MOST_PREPARED_BYTES = 2 ** 26;

/** Lays columns out for texts up to a size; `inputEnd` is where input of no bytes would end, padding included. */
export type LayOutColumns = (size: DocumentSize, inputEnd: number) => MemoryLayout;

/** Fills the columns of an instance. Lives as long as the instance. */
export class TokenPass {
  readonly kernel: KernelExports;
  /** Views of the memory as it is now. */
  views: KernelViews;
  layout: MemoryLayout;
  readonly #isCharacters: boolean;
  readonly #layOut: LayOutColumns;
  readonly #front: number;

  /** The token columns keep `front` places free before the tokens of a text; there is room for a text of `leastByteLength`. */
  constructor(options: SketchOptions, layOut: LayOutColumns, leastByteLength: number, front = 0) {
    this.kernel = instantiateKernel(options);
    this.views = makeViews(this.kernel);
    this.#isCharacters = options.tokens === 'characters';
    this.#layOut = layOut;
    this.#front = front;
    this.layout = this.#place(this.#boundSize(leastByteLength));
  }

  /** Brings a text's tokens into the columns, and the hash of its bytes into the results; returns how many tokens there are. */
  tokenize(utf8: Uint8Array, isHashed: boolean): number {
    this.#makeRoom(utf8.length);
    this.views.bytes.set(utf8, this.kernel.INPUT.value);
    if (isHashed) this.kernel.hashContent(utf8.length);
    const tokens = this.#tokenizeInput(utf8.length, false);
    if (tokens >= 0) return tokens;
    if (utf8.length > MOST_PREPARED_BYTES) {
      throw new KernelError(
        'DOCUMENT_TOO_LARGE',
        `a text of ${utf8.length} bytes that no white space or punctuation divides needs normalization, for which it may have at ` +
          `most ${MOST_PREPARED_BYTES} bytes; split the document`,
        { byteLength: utf8.length, mostByteLength: MOST_PREPARED_BYTES },
      );
    }
    return this.#tokenizePrepared(preparePieces(utf8, ...this.#listTroubles()));
  }

  /** Makes room for so many bytes and tokens, those before a text included. What the columns held is lost if they have to move. */
  reserve(byteLength: number, tokens: number): void {
    const { capacity } = this.layout;
    if (byteLength <= capacity.byteLength && tokens <= capacity.tokens) return;
    this.layout = this.#place({
      byteLength: Math.max(byteLength, capacity.byteLength),
      tokens: Math.max(tokens, capacity.tokens),
    });
  }

  /** Has the kernel take the columns of tokens to begin `first` places behind their front. */
  placeColumns(first: number): void {
    const { tokenHigh, tokenLow, tokenHalfWords, shingleHigh, shingleLow, firstTokens, minima, table } = this.layout;
    this.kernel.placeColumns(
      tokenHigh + 4 * first,
      tokenLow + 4 * first,
      tokenHalfWords + first,
      shingleHigh,
      shingleLow,
      firstTokens,
      minima,
      table,
    );
  }

  #tokenizePrepared(parts: readonly Uint8Array[]): number {
    const byteLength = parts.reduce((sum, part) => sum + part.length, 0);
    this.#makeRoom(byteLength);
    let at = this.kernel.INPUT.value;
    for (const part of parts) {
      this.views.bytes.set(part, at);
      at += part.length;
    }
    const tokens = this.#tokenizeInput(byteLength, true);
    if (tokens < 0) throw new Error('a prepared text has code points that need preparation');
    return tokens;
  }

  /** Returns the number of tokens; a negative one for a text that must be prepared first. */
  #tokenizeInput(byteLength: number, isPrepared: boolean): number {
    if (byteLength <= LARGE_TEXT_BYTES) return this.kernel.tokenizeDocument(byteLength, isPrepared ? 1 : 0);
    const tokens = this.kernel.countTokens(byteLength, isPrepared ? 1 : 0);
    if (tokens < 0) return tokens;
    const { capacity } = this.layout;
    const size = { byteLength, tokens: this.#front + tokens };
    if (byteLength > capacity.byteLength || size.tokens > capacity.tokens) this.layout = this.#place(size);
    return this.kernel.tokenizeDocument(byteLength, 1);
  }

  /** Offsets of code points that need preparation, and whether these are all. Copied: the memory may grow. */
  #listTroubles(): [troubles: Uint32Array, isComplete: boolean] {
    const { words, counts, troubleList } = this.views;
    const troubles = words[counts.troubles];
    return [words.slice(troubleList, troubleList + troubles), troubles < this.kernel.MOST_TROUBLES.value];
  }

  /** Makes room for a text's bytes, and for its tokens too unless it is large: then these are counted first. */
  #makeRoom(byteLength: number): void {
    const { capacity } = this.layout;
    if (byteLength > LARGE_TEXT_BYTES) {
      this.#grow(this.#inputEnd() + byteLength, { byteLength, tokens: 0 });
    } else if (
      byteLength > capacity.byteLength ||
      this.#front + boundTokens(byteLength, this.#isCharacters) > capacity.tokens
    ) {
      this.layout = this.#place(this.#boundSize(2 ** Math.ceil(Math.log2(byteLength))));
    }
  }

  #place(size: DocumentSize): MemoryLayout {
    const layout = this.#layOut(size, this.#inputEnd());
    this.#grow(layout.end, size);
    this.layout = layout;
    this.placeColumns(this.#front);
    return layout;
  }

  #grow(byteLength: number, { byteLength: documentBytes, tokens }: DocumentSize): void {
    const missing = byteLength - this.views.bytes.length;
    if (missing <= 0) return;
    if (byteLength > MOST_MEMORY_BYTES || !this.#tryGrow(Math.ceil(missing / PAGE_BYTES))) {
      throw new KernelError(
        'DOCUMENT_TOO_LARGE',
        `a document of ${documentBytes} bytes takes ${byteLength} bytes of kernel memory, of which there are at most ` +
          `${MOST_MEMORY_BYTES}, fewer where the system gives less; split the document`,
        { byteLength: documentBytes, tokens, memoryBytes: byteLength, mostMemoryBytes: MOST_MEMORY_BYTES },
      );
    }
    this.views = makeViews(this.kernel);
  }

  #tryGrow(pages: number): boolean {
    try {
      this.kernel.memory.grow(pages);
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }

  #boundSize(byteLength: number): DocumentSize {
    return { byteLength, tokens: this.#front + boundTokens(byteLength, this.#isCharacters) };
  }

  #inputEnd(): number {
    return this.kernel.INPUT.value + this.kernel.INPUT_PADDING.value;
  }
}

/** Views of the kernel's memory as it is now; dead as soon as it grows. */
export interface KernelViews {
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
export function viewColumn(words: Uint32Array, address: number, length: number): Uint32Array {
  return words.subarray(address / 4, address / 4 + length);
}
