// The choice between the sketchers, also in engines that cannot run the kernel.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { KernelError } from '../../src/errors.js';
import { createSketcher } from '../../src/kernel/select.js';
import { USUAL_OPTIONS } from './equal-sketches.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('createSketcher', () => {
  it('gives what is asked for', () => {
    expect(createSketcher('wasm', USUAL_OPTIONS).name).toBe('wasm');
    expect(createSketcher('reference', USUAL_OPTIONS).name).toBe('reference');
  });

  it('takes the kernel by itself where it can be had', () => {
    expect(createSketcher('auto', USUAL_OPTIONS).name).toBe('wasm');
  });

  it.each([
    ['no WebAssembly', undefined],
    ['no SIMD', { validate: () => false }],
  ])('takes the reference by itself in an engine with %s', (_, webAssembly) => {
    vi.stubGlobal('WebAssembly', webAssembly);
    expect(createSketcher('auto', USUAL_OPTIONS).name).toBe('reference');
  });

  it.each([
    ['no WebAssembly', undefined],
    ['no SIMD', { validate: () => false }],
  ])('refuses the kernel in an engine with %s, and says what to take instead', (_, webAssembly) => {
    vi.stubGlobal('WebAssembly', webAssembly);
    const create = (): unknown => createSketcher('wasm', USUAL_OPTIONS);
    expect(create).toThrow(KernelError);
    expect(create).toThrow(expect.objectContaining({ code: 'KERNEL_UNAVAILABLE' }) as Error);
    expect(create).toThrow(/needs; use the kernel "reference" or "auto"$/);
  });
});
