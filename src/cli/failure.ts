// Tells on standard error why a run failed: one sentence for what the user can cure, the whole stack for our own bugs.
//
// The only place that looks at what kind of error it is. Messages may quote file names and arguments, so every line is
// escaped.

import { inspect } from 'node:util';
import { DedupeError, escapeText } from '../index.js';
import type { OutputStream } from './io.js';
import { writeFully } from './write-fully.js';

/** Writes what is to be said about an error. */
export function tellFailure(error: unknown, stderr: OutputStream): void {
  writeFully(stderr.fd, Buffer.from(describeFailure(error), 'utf8'));
}

/** The lines about an error, each with its line feed. */
export function describeFailure(error: unknown): string {
  if (error instanceof DedupeError) return `dedupe: ${escapeText(error.message)}\n`;
  const lines = [
    'dedupe: this is a bug in dedupe; please report it with the lines below',
    ...inspect(error).split('\n'),
  ];
  return lines.map((line) => `${escapeText(line)}\n`).join('');
}
