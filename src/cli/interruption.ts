// SIGINT, SIGTERM and exceptions nobody caught become one abort signal, so that a run cleans up and ends by returning.
//
// The first signal asks; it also takes the handlers away, so that the second ends the process at once. An exception that
// no promise carries would end Node with status 1, which means "duplicates found": here it is told, and the status is 2.

const statuses = { SIGINT: 130, SIGTERM: 143 } as const;

/** Why a run was aborted; the exit status is all there is to say. */
class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export interface Interruption {
  readonly signal: AbortSignal;
  /** 130 or 143 after a signal, 2 after an uncaught exception, null while nothing happened. */
  status(): number | null;
  /** Whether an error is only the echo of this interruption. */
  isCauseOf(error: unknown): boolean;
  /** Takes the handlers away. */
  dispose(): void;
}

/** Starts watching. `tellUncaught` is given an exception that nobody caught. */
export function watchInterruption(tellUncaught: (error: unknown) => void): Interruption {
  const controller = new AbortController();
  let status: number | null = null;

  function interrupt(newStatus: number): void {
    dispose();
    status = newStatus;
    controller.abort(new Interrupted('the run was interrupted'));
  }
  function onSignal(name: keyof typeof statuses): void {
    interrupt(statuses[name]);
  }
  function onUncaught(error: unknown): void {
    tellUncaught(error);
    interrupt(2);
  }
  function dispose(): void {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    process.off('uncaughtException', onUncaught);
  }

  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('uncaughtException', onUncaught);
  return {
    signal: controller.signal,
    status: () => status,
    isCauseOf: (error) => controller.signal.aborted && error === controller.signal.reason,
    dispose,
  };
}
