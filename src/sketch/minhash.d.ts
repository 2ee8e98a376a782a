// The part of the untyped npm package `minhash` 0.0.9 that is used here.
declare module 'minhash' {
  export class Minhash {
    constructor(config?: { numPerm?: number; seed?: number });
    hashvalues: number[];
    update(text: string): void;
  }
}
