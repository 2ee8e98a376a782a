// From runs of tokens to what a person can look up: lines and byte ranges in both documents.
//
// Refuses to search: passages come as token numbers.
import type { Passage, PassageSide, SketchOptions, TokenPassage } from '../model.js';
import { locateTokens } from '../sketch/locate-tokens.js';

/** Where the tokens of one text stand, and where its lines begin. */
export interface LocatedText {
  readonly startBytes: Uint32Array;
  readonly endBytes: Uint32Array;
  /** Byte offset of each line's start; the first is 0. */
  readonly lineStarts: Uint32Array;
}

/** Locates tokens and lines of a decoded text. A line ends with LF, CR LF or a lone CR. */
export function locateText(utf8: Uint8Array, mode: SketchOptions['tokens']): LocatedText {
  const { startBytes, endBytes } = locateTokens(new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8), mode);
  const starts = [0];
  for (let i = 0; i < utf8.length; i++) {
    if (utf8[i] === LINE_FEED || (utf8[i] === CARRIAGE_RETURN && utf8[i + 1] !== LINE_FEED)) starts.push(i + 1);
  }
  return { startBytes, endBytes, lineStarts: Uint32Array.from(starts) };
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A passage as the report states it. */
export function describePassage(passage: TokenPassage, left: LocatedText, right: LocatedText): Passage {
  return {
    tokens: passage.tokens,
    left: describeSide(left, passage.leftToken, passage.tokens),
    right: describeSide(right, passage.rightToken, passage.tokens),
  };
}

function describeSide(text: LocatedText, firstToken: number, tokens: number): PassageSide {
  const startByte = text.startBytes[firstToken];
  const endByte = text.endBytes[firstToken + tokens - 1];
  return {
    startLine: lineOf(text.lineStarts, startByte),
    endLine: lineOf(text.lineStarts, endByte - 1),
    startByte,
    endByte,
  };
}

/** 1-based line of a byte: how many lines start at or before it. */
function lineOf(lineStarts: Uint32Array, byte: number): number {
  let start = 0;
  let end = lineStarts.length;
  while (start < end) {
    const middle = (start + end) >>> 1;
    if (lineStarts[middle] <= byte) start = middle + 1;
    else end = middle;
  }
  return start;
}
