// Bytes that the generated files of this project hold as base64, decoded at a program's start.
//
// By Node's own decoder: a loop over the characters of `atob` is run before the engine has compiled it, and takes 10 ms for
// the tables and the kernel. Refuses to check: what is decoded is committed and tested.

/** Decodes base64 with line breaks. The array has a buffer of its own and is the caller's. */
export function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
  // A copy: small buffers of Node's share their memory with others.
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

/** Decodes base64 of 32-bit words in little-endian order, whatever the machine's own. */
export function decodeBase64Words(base64: string): Int32Array<ArrayBuffer> {
  const { buffer } = decodeBase64(base64);
  const isBigEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 0;
  if (isBigEndian) Buffer.from(buffer).swap32();
  return new Int32Array(buffer);
}
