// Who claims which id: a hash table of flat columns, in which documents stand for the ids they claim. No id is copied.
//
// Refuses to decide between two that claim one id: that is `assign-ids`.
import type { OwnIds } from '../model.js';
import { PlaceWriter } from './document-places.js';
import type { PlacedDocuments } from './document-places.js';
import { hashId } from './hash-id.js';
import { encodeId, UNIT_BYTE_LENGTH } from './id-bytes.js';
import { countIdSlots } from './id-table.js';

/** An id as somebody claims it: twice the document, and 1 where the id is not its own one. */
export type Claim = number;

export function claimOf(document: number, isOwnId: boolean): Claim {
  return 2 * document + (isOwnId ? 0 : 1);
}

export function documentOf(claim: Claim): number {
  return claim >>> 1;
}

export function isOwnClaim(claim: Claim): boolean {
  return (claim & 1) === 0;
}

/** The claims of a corpus. Lives while ids are assigned. */
export class IdClaims {
  readonly #ownIds: OwnIds;
  readonly #numbered: ReadonlyMap<number, string>;
  readonly #sought: PlaceWriter;
  readonly #found: PlaceWriter;
  #count = 0;
  /** Two words a slot, side by side because both are looked at: a claim, from 1 on, 0 where the slot is free; the hash of its id. */
  #slots: Uint32Array;
  #states: Uint8Array;
  /** Of what was sought last. */
  #hash = 0;

  /** `numbered` holds the ids that are neither a document's own nor its place, those that are known by now. */
  constructor(placed: PlacedDocuments, ownIds: OwnIds, numbered: ReadonlyMap<number, string>) {
    this.#ownIds = ownIds;
    this.#numbered = numbered;
    this.#sought = new PlaceWriter(placed);
    this.#found = new PlaceWriter(placed);
    const slots = countIdSlots(placed.documents.count);
    this.#slots = new Uint32Array(2 * slots);
    this.#states = new Uint8Array(slots);
  }

  /** The slot of a document's own id, or of its place; a free one where nobody has claimed that. Valid until the next `take`. */
  locate(claim: Claim): number {
    const document = documentOf(claim);
    if (isOwnClaim(claim)) {
      const { bytes, starts } = this.#ownIds;
      return this.#locate(bytes, starts[document], starts[document + 1]);
    }
    const end = this.#sought.write(document);
    return this.#locate(this.#sought.bytes, 0, end);
  }

  /** The same of any id. */
  locateId(id: string): number {
    const bytes = new Uint8Array(UNIT_BYTE_LENGTH * id.length);
    return this.#locate(bytes, 0, encodeId(id, bytes, 0));
  }

  /** The claim in a slot; null where it is free. */
  at(slot: number): Claim | null {
    return this.#slots[2 * slot] === 0 ? null : this.#slots[2 * slot] - 1;
  }

  /** Several documents claimed the id in a slot, and it belongs to none of them. */
  isNobodys(slot: number): boolean {
    return (this.#states[slot] & NOBODYS) !== 0;
  }

  /** What was noted of the id in a slot; 0 at first. */
  noteAt(slot: number): number {
    return this.#states[slot] >> 1;
  }

  /** Notes a number up to 127. */
  note(slot: number, number: number): void {
    this.#states[slot] = (this.#states[slot] & NOBODYS) | (number << 1);
  }

  /** Puts a claim into the free slot that was located last. */
  take(slot: number, claim: Claim): void {
    this.#slots[2 * slot] = claim + 1;
    this.#slots[2 * slot + 1] = this.#hash;
    if (++this.#count > MOST_TAKEN * this.#states.length) this.#grow();
  }

  /** Gives an id to somebody else who claims it. */
  replace(slot: number, claim: Claim): void {
    this.#slots[2 * slot] = claim + 1;
    this.#states[slot] &= ~NOBODYS;
  }

  /** Takes an id from its owner; the slot is not free for that. */
  vacate(slot: number): void {
    this.#states[slot] |= NOBODYS;
  }

  #locate(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashId(bytes, start, end);
    this.#hash = hash;
    const slots = this.#slots;
    const mask = this.#states.length - 1;
    let slot = hash & mask;
    while (slots[2 * slot] !== 0) {
      if (slots[2 * slot + 1] === hash && this.#isClaimed(slots[2 * slot] - 1, bytes, start, end)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Whether a claim is one of just these bytes. */
  #isClaimed(claim: Claim, bytes: Uint8Array, start: number, end: number): boolean {
    const document = documentOf(claim);
    if (isOwnClaim(claim)) {
      const { bytes: own, starts } = this.#ownIds;
      return isEqual(own, starts[document], starts[document + 1], bytes, start, end);
    }
    const name = this.#numbered.get(document);
    if (name === undefined) {
      const placeEnd = this.#found.write(document);
      return isEqual(this.#found.bytes, 0, placeEnd, bytes, start, end);
    }
    const encoded = new Uint8Array(UNIT_BYTE_LENGTH * name.length);
    return isEqual(encoded, 0, encodeId(name, encoded, 0), bytes, start, end);
  }

  #grow(): void {
    const [slots, states] = [this.#slots, this.#states];
    const mask = 2 * states.length - 1;
    this.#slots = new Uint32Array(2 * slots.length);
    this.#states = new Uint8Array(2 * states.length);
    for (let from = 0; from < states.length; from++) {
      if (slots[2 * from] === 0) continue;
      let to = slots[2 * from + 1] & mask;
      while (this.#slots[2 * to] !== 0) to = (to + 1) & mask;
      this.#slots[2 * to] = slots[2 * from];
      this.#slots[2 * to + 1] = slots[2 * from + 1];
      this.#states[to] = states[from];
    }
  }
}

/** In a state: the id is nobody's. What was noted stands in the bits above. */
const NOBODYS = 1;

/** Past this share of slots that are taken, those who seek walk too far. */
const MOST_TAKEN = 0.75;

function isEqual(a: Uint8Array, aStart: number, aEnd: number, b: Uint8Array, bStart: number, bEnd: number): boolean {
  if (aEnd - aStart !== bEnd - bStart) return false;
  let i = 0;
  while (aStart + i < aEnd && a[aStart + i] === b[bStart + i]) i++;
  return aStart + i === aEnd;
}
