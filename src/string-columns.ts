// The columns of a text in a terminal as the package string-width counts them; loaded when the first text comes that
// needs it.
//
// Its patterns take the engine 35 ms to compile, longer than all the rest of the program's start, and few reports hold a
// text that src/reporters/fit-text.ts cannot measure by itself. This file refuses to measure anything itself.
import { createRequire } from 'node:module';
import type stringWidth from 'string-width';

const require = createRequire(import.meta.url);
let count: ((text: string) => number) | null = null;

/** How many columns a text fills in a terminal. Where `prepareStringColumns` gives a promise, that comes first. */
export function countStringColumns(text: string): number {
  count ??= (require('string-width') as { readonly default: typeof stringWidth }).default;
  return count(text);
}

/**
 * What must be awaited before texts are measured; undefined where there is nothing to wait for. `canRequire` says
 * whether this Node loads an ES module that is required: 21 and 22.0 to 22.11 do not.
 */
export function prepareStringColumns(canRequire = canRequireModules()): Promise<void> | undefined {
  if (canRequire || count !== null) return undefined;
  return import('string-width').then((loaded) => {
    count = loaded.default;
  });
}

function canRequireModules(): boolean {
  return (process.features as { readonly require_module?: unknown }).require_module === true;
}
