// The package `ignore`, loaded when the first rules or globs come. Refuses to know what they say.
//
// By `require`, because for an `import` Node searches the package's whole source for the names of its exports: 35 ms,
// which was a fifth of the program's start.
import { createRequire } from 'node:module';
import type ignore from 'ignore';

const require = createRequire(import.meta.url);

/** Gives what the package exports: a function that makes an empty set of rules. */
export function loadIgnore(): typeof ignore {
  return require('ignore') as typeof ignore;
}
