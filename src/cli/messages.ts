// Owns standard error: warnings, errors and the status line come out one after the other, never into one another.
//
// Everything that is printed passes through escapeText: no file name and no text of a document reaches a terminal raw.
// Of many warnings the first are printed and the rest is counted, because the report lists them all.

import { type Diagnostic, escapeText } from '../index.js';
import type { OutputStream } from './io.js';
import { paint } from './terminal.js';
import { writeFully } from './write-fully.js';

/** Warnings printed before the rest is counted: a screenful. */
const mostWarnings = 50;

/** Return to the start of the line, and clear it. */
const clearLine = '\r\u001b[K';

export class Messages {
  readonly #stderr: OutputStream;
  readonly #isColored: boolean;
  readonly #isQuiet: boolean;
  #warnings = 0;
  #hasStatus = false;

  constructor(stderr: OutputStream, isColored: boolean, isQuiet: boolean) {
    this.#stderr = stderr;
    this.#isColored = isColored;
    this.#isQuiet = isQuiet;
  }

  /** One line `dedupe: warning: path:line: message`; nothing when quiet, and nothing after the first fifty. */
  warn(diagnostic: Diagnostic): void {
    this.#warnings++;
    if (this.#isQuiet || this.#warnings > mostWarnings) return;
    const { path, line, message } = diagnostic;
    const place = path === null ? '' : `${path}${line === null ? '' : `:${line}`}: `;
    this.#writeWarning(place + message);
  }

  /** One line `dedupe: message`, quiet or not. */
  tellError(message: string): void {
    this.#writeLine(`${paint('red', 'dedupe:', this.#isColored)} ${escapeText(message)}`);
  }

  /** One line as it is, for what is asked for with `--verbose`. */
  tellDetail(text: string): void {
    this.#writeLine(paint('dim', escapeText(text), this.#isColored));
  }

  /** Draws the status line anew; it stays until the next message, or until it is cleared. */
  drawStatus(text: string): void {
    this.#write(clearLine + escapeText(text));
    this.#hasStatus = true;
  }

  clearStatus(): void {
    if (!this.#hasStatus) return;
    this.#hasStatus = false;
    this.#write(clearLine);
  }

  /** Says how many warnings were not printed. */
  finish(): void {
    this.clearStatus();
    const rest = this.#warnings - mostWarnings;
    if (this.#isQuiet || rest <= 0) return;
    this.#writeWarning(`${rest} more ${rest === 1 ? 'warning' : 'warnings'}; --reporter json lists them all`);
  }

  #writeWarning(text: string): void {
    this.#writeLine(`dedupe: ${paint('yellow', 'warning:', this.#isColored)} ${escapeText(text)}`);
  }

  #writeLine(line: string): void {
    this.clearStatus();
    this.#write(`${line}\n`);
  }

  #write(text: string): void {
    writeFully(this.#stderr.fd, Buffer.from(text, 'utf8'));
  }
}
