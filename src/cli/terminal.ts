// What a terminal changes: color, width, whether progress is drawn. Decisions only; nothing is written here.
//
// The order is that of docs: the flag, then FORCE_COLOR, then NO_COLOR, then whether there is a terminal. CI systems set
// variables that make libraries color a pipe; no other variable is looked at.

import { styleText } from 'node:util';
import type { OutputStream } from './io.js';

/** Columns of what is no terminal: wide enough for a table, narrow enough for a log. */
const plainColumns = 80;

/** Narrower than this nothing can be laid out; a terminal that says so is taken at this width. */
const leastColumns = 40;

type Choice = 'auto' | 'always' | 'never';
type Environment = Readonly<Record<string, string | undefined>>;

/** Whether text for this stream is colored. `FORCE_COLOR` of `0` or `false` forbids; an empty `NO_COLOR` says nothing. */
export function decideColor(choice: Choice, stream: OutputStream, environment: Environment): boolean {
  if (choice !== 'auto') return choice === 'always';
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  return stream.isTerminal && environment['TERM'] !== 'dumb';
}

/** Whether progress is drawn on this stream: on a terminal that can go back in its line, or when asked for. */
export function decideProgress(choice: Choice, stream: OutputStream, environment: Environment): boolean {
  if (choice !== 'auto') return choice === 'always';
  return stream.isTerminal && environment['TERM'] !== 'dumb';
}

/** Columns to fill; 80 where there is no terminal. */
export function widthOf(stream: OutputStream): number {
  return Math.max(leastColumns, stream.columns ?? plainColumns);
}

/** Styles a text when the stream it is for is colored; whether it is was decided before, so styleText need not ask. */
export function paint(style: 'red' | 'yellow' | 'dim', text: string, isColored: boolean): string {
  return isColored ? styleText(style, text, { validateStream: false }) : text;
}
