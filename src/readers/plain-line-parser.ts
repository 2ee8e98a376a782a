// The line parser of those that have no kernel: plain memory, and every line left to JSON.parse. Refuses to parse.

import type { LineParser, ParsedLine } from '../model.js';

const LINE_FEED = 10;

/** A memory above this is given back when as much is not asked for any more. */
const KEPT_BYTE_LENGTH = 64 * 1024 * 1024;

/** Creates the parser that knows where lines end and nothing else. */
export function createPlainLineParser(): LineParser {
  let input: Buffer = Buffer.alloc(0);
  return {
    reserve(byteLength, kept) {
      const isKept = byteLength > KEPT_BYTE_LENGTH || input.length <= KEPT_BYTE_LENGTH;
      if (input.length >= byteLength && isKept) return input;
      const reserved = Buffer.allocUnsafeSlow(byteLength);
      input.copy(reserved, 0, 0, kept);
      input = reserved;
      return input;
    },
    parseLine(start): ParsedLine {
      return { end: input.indexOf(LINE_FEED, start), utf8: null, idStart: 0, idEnd: 0, isIdPlain: false };
    },
  };
}
