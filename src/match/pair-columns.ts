// Verified pairs of units in flat columns that grow: for millions of pairs an object each would be too much.
import { growColumn } from '../columns.js';

export class PairColumns {
  #size = 0;
  #smaller: Uint32Array = new Uint32Array(1024);
  #larger: Uint32Array = new Uint32Array(1024);
  #shared: Uint32Array = new Uint32Array(1024);
  #isNear: Uint8Array = new Uint8Array(1024);

  get size(): number {
    return this.#size;
  }

  /** Adds a pair; `smaller` is the unit later in order. */
  push(smaller: number, larger: number, shared: number, relation: 'near' | 'contained'): void {
    this.#makeRoom(this.#size + 1);
    this.#smaller[this.#size] = smaller;
    this.#larger[this.#size] = larger;
    this.#shared[this.#size] = shared;
    this.#isNear[this.#size++] = relation === 'near' ? 1 : 0;
  }

  smallerAt(index: number): number {
    return this.#smaller[index];
  }

  largerAt(index: number): number {
    return this.#larger[index];
  }

  sharedAt(index: number): number {
    return this.#shared[index];
  }

  relationAt(index: number): 'near' | 'contained' {
    return this.#isNear[index] === 1 ? 'near' : 'contained';
  }

  #makeRoom(pairs: number): void {
    this.#smaller = growColumn(this.#smaller, pairs);
    this.#larger = growColumn(this.#larger, pairs);
    this.#shared = growColumn(this.#shared, pairs);
    this.#isNear = growColumn(this.#isNear, pairs);
  }
}
