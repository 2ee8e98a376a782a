// One JSON line: its grammar from end to end, as strictly as JSON.parse, and where its text and its id stand.
//
// The line lies in memory with a line feed behind it. JSON has none within a line, so every step stops there by itself and
// nothing asks whether the input has ended. Whatever is unusual (an escape in a key, values nested deeper than a word has
// bits) is left to JSON.parse, and so is all that is wrong: this file refuses to say why.
import { unescapeString } from './json-escapes';
import {
  ID_FIELD,
  LINE_END,
  LINE_ID_END,
  LINE_ID_IS_PLAIN,
  LINE_ID_START,
  LINE_RESULTS,
  LINE_TEXT_END,
  LINE_TEXT_START,
  placeJsonTables,
  TEXT_FIELD,
} from './json-memory';
import { scanString, scanValue, skipSpace, stringEscape } from './json-value';

/** What JSON.parse must look at. */
const LEFT_TO_OTHERS: u32 = 0;
/** A document: text and id are in the results. */
const HAS_TEXT: u32 = 1;

const LINE_FEED: u8 = 10;

let textFieldLength: usize = 0;
let idFieldLength: usize = 0;

/**
 * Makes the instance one that parses lines. Takes the lengths of the field names that the host has put to TEXT_FIELD and
 * ID_FIELD.
 */
export function placeFields(textFieldByteLength: u32, idFieldByteLength: u32): void {
  placeJsonTables();
  textFieldLength = textFieldByteLength;
  idFieldLength = idFieldByteLength;
}

/**
 * Parses the line at an address and returns HAS_TEXT for an object whose text field is a string, which is then unescaped
 * in place; LEFT_TO_OTHERS for anything else, and the line is as it was. The end of the line is in the results always.
 * Of a field that is there twice the last value holds, as everywhere.
 */
export function parseLine(line: usize): u32 {
  const end = parseObject(line);
  store<u32>(LINE_RESULTS, end != 0 ? end : findLineFeed(line), LINE_END);
  return end != 0 ? HAS_TEXT : LEFT_TO_OTHERS;
}

/** Returns the line's end; 0 where the line must be left to others. */
function parseObject(line: usize): usize {
  let textStart: usize = 0;
  let textEnd: usize = 0;
  let textEscape: usize = 0;
  let idStart: usize = 0;
  let idEnd: usize = 0;
  let isIdEscaped = false;
  let at = skipSpace(line);
  if (load<u8>(at) != 0x7b /* { */) return 0;
  at = skipSpace(at + 1);
  for (;;) {
    // At the quote of a key: an object without keys has no text, so that it can be left to others like what is broken.
    if (load<u8>(at) != 0x22) return 0;
    const keyStart = at + 1;
    const keyEnd = scanString(keyStart);
    if (keyEnd == 0 || stringEscape != 0) return 0;
    at = skipSpace(keyEnd + 1);
    if (load<u8>(at) != 0x3a /* : */) return 0;
    const valueStart = skipSpace(at + 1);
    const isString = load<u8>(valueStart) == 0x22;
    let valueEnd: usize;
    if (isString) {
      valueEnd = scanString(valueStart + 1);
      if (valueEnd == 0) return 0;
      valueEnd++;
    } else {
      valueEnd = scanValue(valueStart);
      if (valueEnd == 0) return 0;
    }
    const keyLength = keyEnd - keyStart;
    if (keyLength == textFieldLength && isEqual(keyStart, TEXT_FIELD, keyLength)) {
      textStart = isString ? valueStart + 1 : 0;
      textEnd = valueEnd - 1;
      textEscape = stringEscape;
    }
    if (keyLength == idFieldLength && isEqual(keyStart, ID_FIELD, keyLength)) {
      idStart = valueStart;
      idEnd = valueEnd;
      isIdEscaped = !isString || stringEscape != 0;
    }
    at = skipSpace(valueEnd);
    const c = load<u8>(at);
    if (c == 0x7d /* } */) break;
    if (c != 0x2c /* , */) return 0;
    at = skipSpace(at + 1);
  }
  at = skipSpace(at + 1);
  if (load<u8>(at) != LINE_FEED || textStart == 0) return 0;
  if (textEscape != 0) {
    // One value that is text and id must be read twice, and unescaping uses it up.
    if (idStart + 1 == textStart) return 0;
    textEnd = unescapeString(textEscape);
  }
  store<u32>(LINE_RESULTS, textStart, LINE_TEXT_START);
  store<u32>(LINE_RESULTS, textEnd, LINE_TEXT_END);
  store<u32>(LINE_RESULTS, idStart, LINE_ID_START);
  store<u32>(LINE_RESULTS, idEnd, LINE_ID_END);
  store<u32>(LINE_RESULTS, idStart != 0 && !isIdEscaped && isAscii(idStart, idEnd) ? 1 : 0, LINE_ID_IS_PLAIN);
  return at;
}

/** Compares what a field is called: mostly a few bytes. */
// @ts-ignore: decorator
@inline
function isEqual(key: usize, field: usize, byteLength: usize): bool {
  let i: usize = 0;
  while (i < byteLength && load<u8>(key + i) == load<u8>(field + i)) i++;
  return i == byteLength;
}

// @ts-ignore: decorator
@inline
function isAscii(start: usize, end: usize): bool {
  let bits: u32 = 0;
  for (let at = start; at < end; at++) bits |= load<u8>(at);
  return bits < 0x80;
}

/** The address of the first line feed from `at` on: there is one. */
function findLineFeed(at: usize): usize {
  const lineFeeds = i8x16.splat(LINE_FEED);
  let found = i8x16.bitmask(i8x16.eq(v128.load(at), lineFeeds));
  while (found == 0) {
    at += 16;
    found = i8x16.bitmask(i8x16.eq(v128.load(at), lineFeeds));
  }
  return at + <usize>ctz(found);
}
