// Instances of the kernel: independent of one another, with the options' seeds and the shared tables in place.

import { describe, expect, it } from 'vitest';
import { instantiateKernel, instantiateLineKernel, isWasmAvailable } from '../../src/kernel/kernel-module.js';
import { getLowerCase, LOWER_BLOCKS, LOWER_INDEX } from '../../src/sketch/unicode.js';
import { createPair, expectEqualSketches, USUAL_OPTIONS } from './equal-sketches.js';

describe('isWasmAvailable', () => {
  it('holds in every Node that the project supports', () => {
    expect(isWasmAvailable()).toBe(true);
  });
});

describe('instantiateKernel', () => {
  it('makes instances with memories of their own', () => {
    const one = instantiateKernel(USUAL_OPTIONS);
    const other = instantiateKernel({ ...USUAL_OPTIONS, hashSeed: 1 });
    one.memory.grow(1);
    expect(one.memory.buffer.byteLength).toBe(other.memory.buffer.byteLength + 65536);
  });

  it('puts the tables where the kernel looks for them', () => {
    const kernel = instantiateKernel(USUAL_OPTIONS);
    const bytes = new Uint8Array(kernel.memory.buffer);
    const words = new Int32Array(kernel.memory.buffer);
    for (const codePoint of [0x41, 0xc9, 0x3a3, 0x1c90, 0x10400]) {
      const block = bytes[kernel.LOWER_INDEX.value + (codePoint >> 8)];
      const delta = words[kernel.LOWER_BLOCKS.value / 4 + 256 * block + (codePoint & 0xff)];
      expect(codePoint + delta).toBe(getLowerCase(codePoint));
    }
    expect(kernel.LOWER_BLOCKS.value + LOWER_BLOCKS.byteLength).toBeLessThanOrEqual(kernel.INPUT.value);
    expect(kernel.LOWER_INDEX.value + LOWER_INDEX.length).toBeLessThanOrEqual(kernel.CCC_INDEX.value);
  });

  it('takes shingle sizes and windows beyond any document', () => {
    const pair = createPair({ shingleSize: 2 ** 40, window: Number.MAX_SAFE_INTEGER });
    expectEqualSketches(pair, 'a b c d e f g 漢字 h');
  });
});

describe('instantiateLineKernel', () => {
  it('makes instances with memories of their own, and room for fields below the input', () => {
    const kernel = instantiateLineKernel();
    const other = instantiateLineKernel();
    kernel.memory.grow(1);
    expect(kernel.memory.buffer.byteLength).toBe(other.memory.buffer.byteLength + 65536);
    const most = kernel.MOST_FIELD_BYTES.value;
    expect(kernel.TEXT_FIELD.value + most).toBeLessThanOrEqual(kernel.ID_FIELD.value);
    expect(kernel.ID_FIELD.value + most).toBeLessThanOrEqual(kernel.INPUT.value);
    expect(kernel.LINE_RESULTS.value + kernel.LINE_ID_IS_PLAIN.value + 4).toBeLessThanOrEqual(kernel.TEXT_FIELD.value);
  });
});
