// Preparing a text piece by piece: only around the code points that need it, so that one ligature costs a word, not a
// text.
//
// Preparation (NFKC, then full lower-casing) looks at neighbors, but never across ASCII white space or a control: these
// compose with nothing, are not reordered, and end the context of Final_Sigma. This file refuses to find the code
// points: the kernel lists them.
import { prepareText } from '../sketch/tokenize.js';

/** Every byte up to here is ASCII white space or a control. */
const LAST_BOUNDARY = 0x20;

/**
 * Code points nearer than this go into one piece. A piece costs about a microsecond however short it is, for decoding
 * and encoding; so many bytes cost about as much.
 */
const NEAR_BYTES = 64;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * The text with all pieces around `troubles` prepared, as arrays that follow one another: views of `utf8` and pieces.
 * What remains to be done is lower-casing what needs no context. `troubles` are ascending offsets of code points; with
 * `isComplete` false there are more behind the last one, and from there on everything is one piece.
 */
export function preparePieces(utf8: Uint8Array, troubles: Uint32Array, isComplete: boolean): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let copied = 0;
  for (let i = 0; i < troubles.length;) {
    const start = findStart(utf8, troubles[i], copied);
    let end = findEnd(utf8, troubles[i]);
    for (i++; i < troubles.length && troubles[i] < end + NEAR_BYTES; i++) {
      if (troubles[i] >= end) end = findEnd(utf8, troubles[i]);
    }
    if (i === troubles.length && !isComplete) end = utf8.length;
    parts.push(utf8.subarray(copied, start), encoder.encode(prepareText(decoder.decode(utf8.subarray(start, end)))));
    copied = end;
  }
  parts.push(utf8.subarray(copied));
  return parts;
}

/** The place behind the last boundary before `at`, not below `least`. */
function findStart(utf8: Uint8Array, at: number, least: number): number {
  while (at > least && utf8[at - 1] > LAST_BOUNDARY) at--;
  return at;
}

/** The place of the first boundary from `at` on, or the end. */
function findEnd(utf8: Uint8Array, at: number): number {
  while (at < utf8.length && utf8[at] > LAST_BOUNDARY) at++;
  return at;
}
