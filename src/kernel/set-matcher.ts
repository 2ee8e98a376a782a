// Set matchers: how many shingles two sets share, by the kernel or by the reference. Both say the same.
//
// The kernel's has an instance and a memory of its own, of 17 MB at most: sets too large for it, and pairs so unequal that looking
// the smaller up in the larger is faster than anything that touches all of it, are the reference's. Refuses to know what a set
// stands for.
import type { SetMatcher, ShingleSet } from '../model.js';
import { countSharedHalves, countSharedShingles } from '../sketch/shingle-set.js';
import { instantiateSetKernel, isWasmAvailable } from './kernel-module.js';

/** Words of the largest set that is copied: 2²⁰ shingles, a text of some 6 MB, of which there are few. */
const MOST_WORDS = 2 ** 21;

/** Words there is room for at first, in the memory that an instance has anyway: 2,048 shingles. */
const LEAST_WORDS = 2 ** 12;

/** From this ratio of sizes on, copying the larger set and walking both takes longer than looking the smaller's shingles up. */
const COPY_RATIO = 32;

const PAGE_BYTES = 65536;

/**
 * Creates a matcher of shingle sets: `auto` takes the kernel if the engine has WebAssembly with SIMD, else the reference. Throws
 * KernelError KERNEL_UNAVAILABLE where `wasm` is asked for and cannot be had.
 */
export function createSetMatcher(kernel: 'auto' | 'wasm' | 'reference'): SetMatcher {
  return createMatcher(kernel, 2, countSharedShingles);
}

/** The same for columns of distinct high words, one a shingle. */
export function createHalfMatcher(kernel: 'auto' | 'wasm' | 'reference'): SetMatcher {
  return createMatcher(kernel, 1, countSharedHalves);
}

/** Counts what two sets share, wherever they lie. */
type CountShared = (a: Uint32Array, b: Uint32Array, least: number) => number;

function createMatcher(kernel: 'auto' | 'wasm' | 'reference', wordsEach: 1 | 2, reference: CountShared): SetMatcher {
  const isReference = kernel === 'reference' || (kernel === 'auto' && !isWasmAvailable());
  return isReference ? createReferenceMatcher(reference) : new KernelMatcher(wordsEach, reference);
}

function createReferenceMatcher(countShared: CountShared): SetMatcher {
  let held: ShingleSet = new Uint32Array(0);
  return {
    hold(set) {
      held = keepSet(set);
    },
    countShared: (other, least) => countShared(held, other, least),
  };
}

/** A set of its own, unless that is large: then whoever gave it leaves it as it is. */
function keepSet(set: ShingleSet): ShingleSet {
  return set.length > MOST_WORDS ? set : set.slice();
}

/** The held set lies where the kernel's input would, the other one behind it. Lives as long as who compares. */
class KernelMatcher implements SetMatcher {
  readonly #kernel = instantiateSetKernel();
  readonly #wordsEach: 1 | 2;
  readonly #reference: CountShared;
  readonly #heldAt = this.#kernel.INPUT.value;
  /** Room for either set, in words. */
  #capacity = LEAST_WORDS;
  #words = new Uint32Array(this.#kernel.memory.buffer);
  #length = 0;
  /** The held set where the kernel has no room for it. */
  #large: ShingleSet | null = null;

  constructor(wordsEach: 1 | 2, reference: CountShared) {
    this.#wordsEach = wordsEach;
    this.#reference = reference;
  }

  hold(set: ShingleSet): void {
    this.#length = set.length;
    this.#large = this.#hasRoom(set.length) ? null : keepSet(set);
    if (this.#large === null) this.#words.set(set, this.#heldAt / 4);
  }

  countShared(other: ShingleSet, least: number): number {
    const length = this.#length;
    const isUnequal = other.length > COPY_RATIO * length || length > COPY_RATIO * other.length;
    if (isUnequal || this.#large !== null || !this.#hasRoom(other.length)) {
      const held = this.#large ?? this.#words.subarray(this.#heldAt / 4, this.#heldAt / 4 + length);
      return this.#reference(held, other, least);
    }
    const otherAt = this.#heldAt + 4 * this.#capacity;
    this.#words.set(other, otherAt / 4);
    if (this.#wordsEach === 1)
      return this.#kernel.countSharedHalves(this.#heldAt, length, otherAt, other.length, least);
    return this.#kernel.countShared(this.#heldAt, length / 2, otherAt, other.length / 2, least);
  }

  /** Whether there is room for a set of so many words, made if need be. The held set stays where it is. */
  #hasRoom(length: number): boolean {
    if (length <= this.#capacity) return true;
    if (length > MOST_WORDS) return false;
    const { memory } = this.#kernel;
    const capacity = 2 ** Math.ceil(Math.log2(length));
    const missing = this.#heldAt + 4 * 2 * capacity - memory.buffer.byteLength;
    if (missing > 0 && !tryGrow(memory, Math.ceil(missing / PAGE_BYTES))) return false;
    this.#capacity = capacity;
    this.#words = new Uint32Array(memory.buffer);
    return true;
  }
}

function tryGrow(memory: { grow(pages: number): number }, pages: number): boolean {
  try {
    memory.grow(pages);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
