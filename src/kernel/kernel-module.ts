// The compiled kernel: from the committed base64 to instances with tables and options in place.
//
// Compiled once a thread, on first use; instances are cheap. This file refuses to know documents and memory sizes.
import { KernelError } from '../errors.js';
import type { SketchOptions } from '../model.js';
import { decodeBase64 } from '../sketch/decode-base64.js';
import { deriveSeeds } from '../sketch/hash.js';
import { CCC_BLOCKS, CCC_INDEX, LOWER_BLOCKS, LOWER_INDEX, PROPERTY_INDEX } from '../sketch/unicode.js';
import { KERNEL_BASE64 } from './generated-kernel.js';
import { makePropertyBlocks } from './kernel-tables.js';

/** An address, an offset or a size. */
interface NumberExport {
  readonly value: number;
}

/** What the kernel exports; src/kernel/assembly says what each does. Addresses and counts are words of 32 bits. */
export interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly INPUT: NumberExport;
  readonly INPUT_PADDING: NumberExport;
  readonly PROPERTY_INDEX: NumberExport;
  readonly PROPERTY_BLOCKS: NumberExport;
  readonly LOWER_INDEX: NumberExport;
  readonly LOWER_BLOCKS: NumberExport;
  readonly CCC_INDEX: NumberExport;
  readonly CCC_BLOCKS: NumberExport;
  readonly RESULTS: NumberExport;
  readonly HALF_WORDS: NumberExport;
  readonly DISTINCT_SHINGLES: NumberExport;
  readonly FINGERPRINTS: NumberExport;
  readonly CONTENT_HASH: NumberExport;
  readonly TOKENS_HASH: NumberExport;
  readonly SIGNATURE: NumberExport;
  readonly FOLDED_SIGNATURE: NumberExport;
  readonly TROUBLES: NumberExport;
  readonly TROUBLE_LIST: NumberExport;
  readonly MOST_TROUBLES: NumberExport;
  placeSeeds(tokenHigh: number, tokenLow: number, shingleHigh: number, shingleLow: number): void;
  placeMode(isCharacters: number): void;
  placeShingleSize(words: number): void;
  placeWindow(shingles: number): void;
  placeColumns(
    tokenHigh: number,
    tokenLow: number,
    tokenHalfWords: number,
    shingleHigh: number,
    shingleLow: number,
    firstTokens: number,
    minima: number,
    table: number,
  ): void;
  hashContent(byteLength: number): void;
  countTokens(byteLength: number, isPrepared: number): number;
  tokenizeDocument(byteLength: number, isPrepared: number): number;
  sequenceShingles(tokens: number): number;
  sketchTokens(tokens: number, slots: number): void;
  collectShingles(tokens: number): number;
  // What goes on from piece to piece of a document.
  startHashes(): void;
  absorbContent(byteLength: number): void;
  finishContentHash(byteLength: number): void;
  absorbTokenColumns(token: number, end: number): void;
  finishTokenColumns(token: number, end: number, length: number): void;
  startSignature(): void;
  throwFirstRound(count: number): void;
  // The steps of sketchTokens and collectShingles, which tests call one by one.
  winnowShingles(count: number): number;
  keepDistinct(count: number, slots: number): number;
  computeSignature(count: number): void;
  sortShingles(count: number, equalBits: number): number;
}

/** What an instance exports to whoever has it parse JSON lines. */
export interface LineKernelExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly INPUT: NumberExport;
  readonly INPUT_PADDING: NumberExport;
  readonly TEXT_FIELD: NumberExport;
  readonly ID_FIELD: NumberExport;
  readonly MOST_FIELD_BYTES: NumberExport;
  readonly LINE_RESULTS: NumberExport;
  readonly LINE_END: NumberExport;
  readonly LINE_TEXT_START: NumberExport;
  readonly LINE_TEXT_END: NumberExport;
  readonly LINE_ID_START: NumberExport;
  readonly LINE_ID_END: NumberExport;
  readonly LINE_ID_IS_PLAIN: NumberExport;
  placeFields(textFieldByteLength: number, idFieldByteLength: number): void;
  parseLine(address: number): number;
}

/** What an instance exports to whoever has it compare sets. */
export interface SetKernelExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly INPUT: NumberExport;
  countShared(a: number, aCount: number, b: number, bCount: number, least: number): number;
  countSharedHalves(a: number, aCount: number, b: number, bCount: number, least: number): number;
}

/** The part of the global `WebAssembly` that is used; Node's types do not declare it. */
interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** The compiled kernel, and the engine's interface that compiled it. */
interface LoadedKernel {
  readonly api: WebAssemblyApi;
  readonly module: object;
}

let loaded: LoadedKernel | null = null;

/** Whether this engine has WebAssembly, with all that the kernel uses (SIMD, bulk memory). */
export function isWasmAvailable(): boolean {
  return loadKernel() !== null;
}

/** A shingle size or window above this finds nothing else than this does: no document has as many tokens. */
const MOST_SHINGLES = 2 ** 28;

/**
 * A new instance with the Unicode tables, the seeds and the options in place; columns are still to be placed. Throws
 * KernelError KERNEL_UNAVAILABLE where the engine cannot run it.
 */
export function instantiateKernel(options: SketchOptions): KernelExports {
  const kernel = instantiate() as KernelExports;
  const bytes = new Uint8Array(kernel.memory.buffer);
  bytes.set(PROPERTY_INDEX, kernel.PROPERTY_INDEX.value);
  bytes.set(makePropertyBlocks(options.tokens), kernel.PROPERTY_BLOCKS.value);
  bytes.set(LOWER_INDEX, kernel.LOWER_INDEX.value);
  new Int32Array(kernel.memory.buffer).set(LOWER_BLOCKS, kernel.LOWER_BLOCKS.value / 4);
  bytes.set(CCC_INDEX, kernel.CCC_INDEX.value);
  bytes.set(CCC_BLOCKS, kernel.CCC_BLOCKS.value);
  const seeds = deriveSeeds(options.hashSeed);
  kernel.placeSeeds(seeds.tokenHigh, seeds.tokenLow, seeds.shingleHigh, seeds.shingleLow);
  kernel.placeMode(options.tokens === 'characters' ? 1 : 0);
  kernel.placeShingleSize(Math.min(options.shingleSize, MOST_SHINGLES));
  kernel.placeWindow(Math.min(options.window, MOST_SHINGLES));
  return kernel;
}

/**
 * A new instance that parses JSON lines; the names of the fields are still to be placed. Throws KernelError
 * KERNEL_UNAVAILABLE where the engine cannot run it.
 */
export function instantiateLineKernel(): LineKernelExports {
  return instantiate() as LineKernelExports;
}

/** A new instance that compares sets. Throws KernelError KERNEL_UNAVAILABLE where the engine cannot run it. */
export function instantiateSetKernel(): SetKernelExports {
  return instantiate() as SetKernelExports;
}

function instantiate(): unknown {
  const usable = loadKernel();
  if (usable === null) {
    throw new KernelError(
      'KERNEL_UNAVAILABLE',
      'this engine has no WebAssembly with SIMD, which the kernel "wasm" needs; use the kernel "reference" or "auto"',
      { kernel: 'wasm' },
    );
  }
  return new usable.api.Instance(usable.module).exports;
}

/** Compiles the kernel once; null where the engine cannot run it. */
function loadKernel(): LoadedKernel | null {
  const api = (globalThis as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;
  if (api === undefined) return null;
  if (loaded?.api === api) return loaded;
  const bytes = decodeBase64(KERNEL_BASE64);
  if (!api.validate(bytes)) return null;
  loaded = { api, module: new api.Module(bytes) };
  return loaded;
}
