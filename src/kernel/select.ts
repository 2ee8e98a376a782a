// Which sketcher a run has: the kernel where the engine can run it, else the reference. Both give the same bytes.
import type { SketchOptions, Sketcher } from '../model.js';
import { createReferenceSketcher } from '../sketch/sketch-document.js';
import { isWasmAvailable } from './kernel-module.js';
import { createWasmSketcher } from './wasm.js';

/**
 * Creates a sketcher: `auto` takes the kernel if the engine has WebAssembly with SIMD, else the reference. Throws
 * KernelError KERNEL_UNAVAILABLE where `wasm` is asked for and cannot be had.
 */
export function createSketcher(kernel: 'auto' | 'wasm' | 'reference', options: SketchOptions): Sketcher {
  if (kernel === 'reference' || (kernel === 'auto' && !isWasmAvailable())) return createReferenceSketcher(options);
  return createWasmSketcher(options);
}
