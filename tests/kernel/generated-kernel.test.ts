// The committed kernel is what the assembly compiles to, asks for nothing from its host, and is a module at all.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KERNEL_BASE64 } from '../../src/kernel/generated-kernel.js';

/** The build script; null where the compiler that it needs is not installed. */
const build = await import('../../scripts/build-kernel.js').catch((error: unknown) => {
  if (error instanceof Error && error.message.includes('assemblyscript')) return null;
  throw error;
});

interface ModuleParts {
  readonly name: string;
  readonly kind: string;
}

interface WebAssemblyApi {
  readonly Module: {
    new (bytes: Uint8Array): object;
    imports(module: object): readonly ModuleParts[];
    exports(module: object): readonly ModuleParts[];
  };
}

describe('the committed kernel', () => {
  it.runIf(build !== null)('is the source’s, byte for byte; else run: npm run build:kernel', async () => {
    const committed = readFileSync(new URL('../../src/kernel/generated-kernel.ts', import.meta.url), 'utf8');
    const compiled = build?.renderKernel(await build.compileKernel());
    expect(compiled === committed).toBe(true);
  });

  it('imports nothing, and exports its memory', () => {
    const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };
    const module = new WebAssembly.Module(Buffer.from(KERNEL_BASE64, 'base64'));
    expect(WebAssembly.Module.imports(module)).toEqual([]);
    expect(WebAssembly.Module.exports(module)).toContainEqual({ name: 'memory', kind: 'memory' });
  });
});
