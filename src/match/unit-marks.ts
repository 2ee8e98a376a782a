// Marks on units: a set of them that is emptied at no cost and filled again many times over.
//
// A column of the rounds in which units were marked last, instead of objects a unit. Refuses to list what it holds.

/** Lives as long as whoever marks. */
export class UnitMarks {
  readonly #rounds: Uint32Array;
  #round = 1;

  constructor(unitCount: number) {
    this.#rounds = new Uint32Array(unitCount);
  }

  /** Takes all marks away. */
  clear(): void {
    this.#round++;
  }

  has(unit: number): boolean {
    return this.#rounds[unit] === this.#round;
  }

  /** Marks a unit; false where it had a mark. */
  add(unit: number): boolean {
    if (this.#rounds[unit] === this.#round) return false;
    this.#rounds[unit] = this.#round;
    return true;
  }
}
