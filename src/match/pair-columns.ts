// Verified pairs of units in flat columns that grow: for millions of pairs an object each would be too much.

export class PairColumns {
  #size = 0;
  #smaller = new Uint32Array(1024);
  #larger = new Uint32Array(1024);
  #shared = new Uint32Array(1024);
  #isNear = new Uint8Array(1024);

  get size(): number {
    return this.#size;
  }

  /** Adds a pair; `smaller` is the unit later in order. */
  push(smaller: number, larger: number, shared: number, relation: 'near' | 'contained'): void {
    if (this.#size === this.#smaller.length) this.#grow();
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

  #grow(): void {
    const capacity = 2 * this.#size;
    const copy = <T extends Uint8Array | Uint32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.#smaller = copy(this.#smaller, new Uint32Array(capacity));
    this.#larger = copy(this.#larger, new Uint32Array(capacity));
    this.#shared = copy(this.#shared, new Uint32Array(capacity));
    this.#isNear = copy(this.#isNear, new Uint8Array(capacity));
  }
}
