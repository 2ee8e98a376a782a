// What decoding is given of the outside: Node's UTF-8 check, and jschardet, loaded only when some text needs a guess.
import { isUtf8 } from 'node:buffer';
import { createRequire } from 'node:module';
import type { DecodeTools } from '../sketch/decode.js';
import type { DetectCharset } from '../sketch/detect-charset.js';

const require = createRequire(import.meta.url);
let detect: DetectCharset | null = null;

export const decodeTools: DecodeTools = {
  isValidUtf8: isUtf8,
  detectCharset: (sample, options) => {
    detect ??= (require('jschardet') as { detect: DetectCharset }).detect;
    return detect(sample, options);
  },
};
