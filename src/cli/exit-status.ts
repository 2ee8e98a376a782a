// What the exit status is: 0 nothing found, 1 found, 2 something went wrong. 2 wins over 1.
//
// Decided from the outcome of a run and what the user allows, never from what a reporter printed.

import type { CommandLineOnlyOptions, RunOutcome } from '../index.js';

export type Verdict = Pick<RunOutcome, 'documents' | 'relations' | 'faults' | 'changed'>;
export type Allowance = Pick<CommandLineOnlyOptions, 'failOn' | 'allowEmpty' | 'allowUnreadable'>;

/** What went wrong, one sentence each; none when the outcome stands as it is. */
export function listFaults(outcome: Verdict, allowance: Allowance): readonly string[] {
  const { documents, faults, changed } = outcome;
  const sentences: string[] = [];
  if (faults > 0 && !allowance.allowUnreadable) {
    const inputs = faults === 1 ? '1 input is' : `${faults} inputs are`;
    sentences.push(`${inputs} missing, unreadable or malformed; --allow-unreadable accepts that`);
  }
  if (changed > 0) {
    const changes = changed === 1 ? '1 document' : `${changed} documents`;
    sentences.push(`${changes} changed during the run; run again when nothing writes there`);
  }
  if (documents === 0 && !allowance.allowEmpty) {
    sentences.push('there are no documents to compare; --allow-empty accepts that');
  }
  return sentences;
}

/** 2 when something went wrong, else 1 when a relation of `--fail-on` was found, else 0. */
export function decideExitStatus(outcome: Verdict, allowance: Allowance): 0 | 1 | 2 {
  if (listFaults(outcome, allowance).length > 0) return 2;
  return allowance.failOn.some((relation) => outcome.relations[relation] > 0) ? 1 : 0;
}
