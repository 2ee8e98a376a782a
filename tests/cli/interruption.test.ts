import process from 'node:process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Interruption, watchInterruption } from '../../src/cli/interruption.js';

type EventName = 'SIGINT' | 'SIGTERM' | 'uncaughtException';
const events: readonly EventName[] = ['SIGINT', 'SIGTERM', 'uncaughtException'];

function countHandlers(): number[] {
  return events.map((name) => process.listenerCount(name));
}

/** Calls the handler that was added last, as the event would; the test runner's own handlers stay out of it. */
function trigger(name: EventName, argument: unknown): void {
  const handler = process.listeners(name as 'SIGINT').at(-1) as (argument: unknown) => void;
  handler(argument);
}

function watch(tellUncaught: (error: unknown) => void = () => undefined): Interruption {
  const interruption = watchInterruption(tellUncaught);
  onTestFinished(() => {
    interruption.dispose();
  });
  return interruption;
}

describe('watchInterruption', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('turns %s into an abort and the status %i', (name, status) => {
    const interruption = watch();
    expect([interruption.status(), interruption.signal.aborted]).toEqual([null, false]);
    trigger(name, name);
    expect([interruption.status(), interruption.signal.aborted]).toEqual([status, true]);
    expect(interruption.isCauseOf(interruption.signal.reason)).toBe(true);
    expect(interruption.isCauseOf(new Error('another'))).toBe(false);
  });

  it('takes its handlers away at the first signal, so that the second ends the process', () => {
    const before = countHandlers();
    watch();
    expect(countHandlers()).toEqual(before.map((count) => count + 1));
    trigger('SIGINT', 'SIGINT');
    expect(countHandlers()).toEqual(before);
  });

  it('takes its handlers away when it is over', () => {
    const before = countHandlers();
    watch().dispose();
    expect(countHandlers()).toEqual(before);
  });

  it('tells of an exception nobody caught, and makes the status 2', () => {
    const told: unknown[] = [];
    const interruption = watch((error) => told.push(error));
    const bug = new TypeError('bug');
    trigger('uncaughtException', bug);
    expect(told).toEqual([bug]);
    expect([interruption.status(), interruption.signal.aborted]).toEqual([2, true]);
  });
});
