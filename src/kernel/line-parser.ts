// The kernel as a LineParser: JSON lines in an instance and a memory of their own.
//
// Files are read straight into that memory and texts come out as views of it, so that no line ever is a string. Memory grows for
// a long line and is given back after a giant one. This file refuses to read files, and to say what is wrong with a line.
import type { LineParser, ParsedLine } from '../model.js';
import { instantiateLineKernel, isWasmAvailable } from './kernel-module.js';
import type { LineKernelExports } from './kernel-module.js';

const PAGE_BYTES = 65536;

/** A memory above this is given back when as much is not asked for any more. */
const KEPT_MEMORY_BYTES = 2 ** 26;

/** What lines are searched for. */
export interface LineFields {
  readonly textField: string;
  readonly idField: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Creates the parser of a kernel, which `auto` takes where the engine can run it. null where lines are to be left to JSON.parse:
 * for the reference, and for field names that have no UTF-8 or more than 4 KiB of it. Throws KernelError
 * KERNEL_UNAVAILABLE where `wasm` is asked for and cannot be had.
 */
export function createLineParser(kernel: 'auto' | 'wasm' | 'reference', fields: LineFields): LineParser | null {
  if (kernel === 'reference' || (kernel === 'auto' && !isWasmAvailable())) return null;
  const textField = encoder.encode(fields.textField);
  const idField = encoder.encode(fields.idField);
  // A lone surrogate is no character: TextEncoder makes another of it, which a line may well have.
  if (decoder.decode(textField) !== fields.textField || decoder.decode(idField) !== fields.idField) return null;
  const instance = instantiateLineKernel();
  const most = instance.MOST_FIELD_BYTES.value;
  if (textField.length > most || idField.length > most) return null;
  return new KernelLineParser(textField, idField, instance);
}

/** An instance of the kernel with its memory. Lives as long as its reader. */
class KernelLineParser implements LineParser {
  readonly #textField: Uint8Array;
  readonly #idField: Uint8Array;
  #kernel: LineKernelExports;
  readonly #input: number;
  /** Views of the memory as it is now. */
  #bytes: Uint8Array;
  #words: Uint32Array;
  /** Places of results in `#words`. */
  readonly #end: number;
  readonly #textStart: number;
  readonly #textEnd: number;
  readonly #idStart: number;
  readonly #idEnd: number;
  readonly #idIsPlain: number;

  constructor(textField: Uint8Array, idField: Uint8Array, kernel: LineKernelExports) {
    this.#textField = textField;
    this.#idField = idField;
    this.#kernel = kernel;
    this.#input = kernel.INPUT.value;
    this.#bytes = new Uint8Array(kernel.memory.buffer);
    this.#words = new Uint32Array(kernel.memory.buffer);
    this.#placeFields();
    const placeOf = (result: { readonly value: number }): number => (kernel.LINE_RESULTS.value + result.value) / 4;
    this.#end = placeOf(kernel.LINE_END);
    this.#textStart = placeOf(kernel.LINE_TEXT_START);
    this.#textEnd = placeOf(kernel.LINE_TEXT_END);
    this.#idStart = placeOf(kernel.LINE_ID_START);
    this.#idEnd = placeOf(kernel.LINE_ID_END);
    this.#idIsPlain = placeOf(kernel.LINE_ID_IS_PLAIN);
  }

  reserve(byteLength: number, kept: number): Uint8Array {
    const needed = this.#input + byteLength + this.#kernel.INPUT_PADDING.value;
    if (this.#bytes.length > KEPT_MEMORY_BYTES && needed <= KEPT_MEMORY_BYTES) {
      const before = this.#bytes.subarray(this.#input, this.#input + kept);
      this.#kernel = instantiateLineKernel();
      this.#grow(needed);
      this.#placeFields();
      this.#bytes.set(before, this.#input);
    } else if (needed > this.#bytes.length) {
      this.#grow(needed);
    }
    return this.#bytes.subarray(this.#input, this.#bytes.length - this.#kernel.INPUT_PADDING.value);
  }

  parseLine(start: number): ParsedLine {
    const input = this.#input;
    const hasText = this.#kernel.parseLine(input + start);
    const words = this.#words;
    const end = words[this.#end] - input;
    if (hasText === 0) return { end, utf8: null, idStart: 0, idEnd: 0, isIdPlain: false };
    const textStart = words[this.#textStart];
    const idStart = words[this.#idStart];
    return {
      end,
      utf8: new Uint8Array(this.#bytes.buffer, textStart, words[this.#textEnd] - textStart),
      idStart: idStart === 0 ? 0 : idStart - input,
      idEnd: idStart === 0 ? 0 : words[this.#idEnd] - input,
      isIdPlain: words[this.#idIsPlain] !== 0,
    };
  }

  #placeFields(): void {
    const kernel = this.#kernel;
    this.#bytes.set(this.#textField, kernel.TEXT_FIELD.value);
    this.#bytes.set(this.#idField, kernel.ID_FIELD.value);
    kernel.placeFields(this.#textField.length, this.#idField.length);
  }

  #grow(byteLength: number): void {
    const { memory } = this.#kernel;
    const missing = byteLength - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    this.#bytes = new Uint8Array(memory.buffer);
    this.#words = new Uint32Array(memory.buffer);
  }
}
