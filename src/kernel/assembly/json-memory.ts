// Where the tables and results of JSON lines lie in the kernel's memory.
//
// An instance that parses lines sketches nothing, and the other way round: of the fixed areas of memory-map.ts it needs none,
// so its own lie in the same place. Lines are put to INPUT, as documents are.
//
//   address    bytes     what
//   0x00400    0x00018   LINE_RESULTS: six words
//   0x00440    0x00030   QUOTE_BYTES, BACKSLASH_BYTES, LAST_CONTROL_BYTES: a byte sixteen times over
//   0x00480    0x00020   LANES_BELOW: sixteen bytes of ones, sixteen zeros
//   0x00500    0x00100   ESCAPED: what a letter after a backslash stands for; 0 for what is no such letter
//   0x00600    0x00100   HEX_DIGITS: the value of a hexadecimal digit, else NO_HEX_DIGIT
//   0x01000    0x01000   TEXT_FIELD, the name of the field
//   0x02000    0x01000   ID_FIELD, likewise

export const LINE_RESULTS: usize = 0x400;
export const QUOTE_BYTES: usize = 0x440;
export const BACKSLASH_BYTES: usize = 0x450;
export const LAST_CONTROL_BYTES: usize = 0x460;
export const LANES_BELOW: usize = 0x480;
export const ESCAPED: usize = 0x500;
export const HEX_DIGITS: usize = 0x600;
export const TEXT_FIELD: usize = 0x1000;
export const ID_FIELD: usize = 0x2000;

/** Most bytes of a field's name. */
export const MOST_FIELD_BYTES: u32 = 0x1000;

/** More than any digit. */
export const NO_HEX_DIGIT: u8 = 0x80;

// The results, in bytes from LINE_RESULTS: addresses, and whether the id is a string of ASCII without escapes.
export const LINE_END: usize = 0;
export const LINE_TEXT_START: usize = 4;
export const LINE_TEXT_END: usize = 8;
export const LINE_ID_START: usize = 12;
export const LINE_ID_END: usize = 16;
export const LINE_ID_IS_PLAIN: usize = 20;

/** Fills the tables; to be called once, before any line is parsed. */
export function placeJsonTables(): void {
  v128.store(QUOTE_BYTES, i8x16.splat(0x22));
  v128.store(BACKSLASH_BYTES, i8x16.splat(0x5c));
  v128.store(LAST_CONTROL_BYTES, i8x16.splat(0x1f));
  v128.store(LANES_BELOW, i8x16.splat(-1));
  v128.store(LANES_BELOW, i8x16.splat(0), 16);
  for (let c: usize = 0; c < 256; c++) {
    store<u8>(ESCAPED + c, 0);
    store<u8>(HEX_DIGITS + c, NO_HEX_DIGIT);
  }
  store<u8>(ESCAPED, 0x22, 0x22);
  store<u8>(ESCAPED, 0x5c, 0x5c);
  store<u8>(ESCAPED, 0x2f, 0x2f);
  // \b \f \n \r \t
  store<u8>(ESCAPED, 8, 0x62);
  store<u8>(ESCAPED, 12, 0x66);
  store<u8>(ESCAPED, 10, 0x6e);
  store<u8>(ESCAPED, 13, 0x72);
  store<u8>(ESCAPED, 9, 0x74);
  for (let digit: usize = 0; digit < 10; digit++) store<u8>(HEX_DIGITS + 0x30 + digit, <u8>digit);
  for (let digit: usize = 10; digit < 16; digit++) {
    store<u8>(HEX_DIGITS + 0x41 - 10 + digit, <u8>digit);
    store<u8>(HEX_DIGITS + 0x61 - 10 + digit, <u8>digit);
  }
}
