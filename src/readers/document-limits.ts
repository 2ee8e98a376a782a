// How large a document may be, and what makes bytes "not a text": the two facts on which every way into dedupe agrees,
// be it a file, a JSON line or a decompressed stream. Refuses to decode: charsets are the sketch's matter.

/**
 * The most bytes a document may have: 2 GB. It is held whole while it is looked at, in one buffer, which a system call fills with up to
 * 2 GiB.
 */
export const DOCUMENT_BYTE_LIMIT = 2_000_000_000;

/**
 * The most bytes a JSON line may have: 512 MB. A line that JSON.parse has to decide becomes a JavaScript string, which ends at 2²⁹ − 24
 * units.
 */
export const LINE_BYTE_LIMIT = 512_000_000;

/** Where NUL bytes are looked for: 8 KB, as git and grep do; later ones do not make a file binary. */
export const BINARY_PROBE_BYTE_LENGTH = 8192;

/**
 * Says whether bytes are not text: a NUL among the first 8 KB. A UTF-16 byte order mark (FF FE or FE FF) makes them
 * text whatever follows, because every other byte of UTF-16 is NUL in most Western text.
 */
export function isBinary(bytes: Buffer): boolean {
  if (hasUtf16Mark(bytes)) return false;
  const nul = bytes.indexOf(0);
  return nul >= 0 && nul < BINARY_PROBE_BYTE_LENGTH;
}

/** Says whether bytes open with a UTF-16 byte order mark of either order. */
export function hasUtf16Mark(bytes: Buffer): boolean {
  if (bytes.length < 2) return false;
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** The sentence for a document beyond `DOCUMENT_BYTE_LIMIT`; `byteLength` is its size as far as it is known. */
export function describeTooLarge(byteLength: number): string {
  return `the document has ${byteLength} bytes; at most ${DOCUMENT_BYTE_LIMIT} bytes can be compared: ${ADVICE}`;
}

/** The same for a line beyond `LINE_BYTE_LIMIT`. */
export function describeTooLargeLine(byteLength: number): string {
  return `the line has ${byteLength} bytes; at most ${LINE_BYTE_LIMIT} bytes of one line can be compared: ${ADVICE}`;
}

const ADVICE = 'split it, or leave it out with --exclude or --max-size';
