// The ids of a run's documents: bytes for those that have an own id, nothing for those that are named by where they lie.
//
// Strings are made when they are asked for and kept by nobody, so that ten million documents fit where ten million strings do not.
// Refuses to decide who is called what: that is `assign-ids`.
import type { DocumentIds, OwnIds } from '../model.js';
import { compareCodePoints } from '../text-order.js';
import { comparePlaces, PlaceWriter, readPlace } from './document-places.js';
import type { PlacedDocuments } from './document-places.js';
import { hashId } from './hash-id.js';
import { compareIdBytes, decodeId, encodeId, UNIT_BYTE_LENGTH } from './id-bytes.js';

/** Who is called what. */
export interface IdColumns extends PlacedDocuments {
  readonly ownIds: OwnIds;
  /** Per document 1 where it is called by its own id; empty where nobody is. */
  readonly hasOwnId: Uint8Array;
  /** Of the few documents that have neither their own id nor that of their place. */
  readonly numbered: ReadonlyMap<number, string>;
}

/** Makes the ids. The columns are kept, not copied. */
export function createIdTable(columns: IdColumns): DocumentIds {
  const { documents, ownIds, hasOwnId, numbered } = columns;
  const { bytes, starts } = ownIds;
  const isNumbered = numbered.size > 0;
  let index: Uint32Array | null = null;

  function read(document: number): string {
    if (hasOwnId[document] === 1) return decodeId(bytes, starts[document], starts[document + 1]);
    return (isNumbered ? numbered.get(document) : undefined) ?? readPlace(columns, document);
  }

  function compare(left: number, right: number): number {
    if (hasOwnId[left] === 1 && hasOwnId[right] === 1) {
      return compareIdBytes(bytes, starts[left], starts[left + 1], starts[right], starts[right + 1]);
    }
    return isNumbered || hasOwnId[left] === 1 || hasOwnId[right] === 1
      ? compareCodePoints(read(left), read(right))
      : comparePlaces(columns, left, right);
  }

  function find(id: string): number | null {
    index ??= indexIds();
    const mask = index.length - 1;
    for (let slot = hashString(id) & mask; index[slot] !== 0; slot = (slot + 1) & mask) {
      if (read(index[slot] - 1) === id) return index[slot] - 1;
    }
    return null;
  }

  /** Documents by the hashes of their ids, from 1 on; 0 where there is none. */
  function indexIds(): Uint32Array {
    const slots = new Uint32Array(countIdSlots(documents.count));
    const mask = slots.length - 1;
    const writer = new PlaceWriter(columns);
    for (let document = 0; document < documents.count; document++) {
      let slot = hashDocument(document, writer) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = document + 1;
    }
    return slots;
  }

  function hashDocument(document: number, writer: PlaceWriter): number {
    if (hasOwnId[document] === 1) return hashId(bytes, starts[document], starts[document + 1]);
    const name = isNumbered ? numbered.get(document) : undefined;
    if (name !== undefined) return hashString(name);
    const end = writer.write(document);
    return hashId(writer.bytes, 0, end);
  }

  return { read, compare, find };
}

/** Slots of a table of so many ids: a power of two, at most three quarters of it taken. */
export function countIdSlots(ids: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(8, ids / 0.75)));
}

function hashString(id: string): number {
  const bytes = new Uint8Array(UNIT_BYTE_LENGTH * id.length);
  return hashId(bytes, 0, encodeId(id, bytes, 0));
}
