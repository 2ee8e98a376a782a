// What every command is given and gives back, and how a run breathes, counts and stops.
//
// Shared by dedupe.ts and compare.ts. Refuses to read, to match and to print.
import type {
  Diagnostic,
  PhaseEvents,
  PhaseName,
  Relation,
  Reporter,
  ReportSummary,
  Skip,
  SkippedSummary,
} from '../model.js';
import { compareCodePoints } from '../text-order.js';

/** What the caller of a run takes part in. */
export interface RunHooks {
  /** Called once, when texts can be read: the reporters that get the report. */
  createReporters(readText: (id: string) => string | null): readonly Reporter[];
  readonly events?: PhaseEvents;
  /** Diagnostics as they occur. */
  onDiagnostic?(diagnostic: Diagnostic): void;
  /** Once aborted the run cleans up and rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Files that the caller writes this run's reports to: passed over where they are met in a walk. */
  readonly outputs?: readonly string[];
  /** Where `-` is read from. */
  readonly stdin?: NodeJS.ReadableStream;
}

/** How a run ended. */
export interface RunOutcome {
  readonly documents: number;
  /** Redundant documents by relation, and pairs that overlap. */
  readonly relations: Readonly<Record<Relation, number>>;
  /** Missing, unreadable or malformed inputs. */
  readonly faults: number;
  /** Documents that changed or vanished between reading and verification. */
  readonly changed: number;
  readonly summary: ReportSummary;
  /** Which kernel ran. */
  readonly kernel: 'reference' | 'wasm';
}

/** Diagnostics that tell of an input that could not be used as it is. */
const FAULTS: ReadonlySet<Diagnostic['code']> = new Set([
  'DOCUMENT_MALFORMED',
  'DOCUMENT_TOO_LARGE',
  'PATH_NOT_FOUND',
  'SOURCE_UNREADABLE',
  'SOURCE_TRUNCATED',
]);

/** How many diagnostics of one code a report holds; more are counted by `faults` and told as they occur. */
const MOST_EXAMPLES = 3;

/** Collects what is told on the way. Lives as long as a run. */
export class RunJournal {
  readonly #hooks: RunHooks;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #skips = new Map<Skip['reason'], { count: number; examples: string[] }>();
  #faults = 0;
  #done = 0;
  #breathedAt = 0;

  constructor(hooks: RunHooks) {
    this.#hooks = hooks;
  }

  get faults(): number {
    return this.#faults;
  }

  diagnostic(diagnostic: Diagnostic): void {
    this.#diagnostics.push(diagnostic);
    if (FAULTS.has(diagnostic.code)) this.#faults++;
    this.#hooks.onDiagnostic?.(diagnostic);
  }

  skip({ reason, path }: Skip): void {
    const entry = this.#skips.get(reason) ?? { count: 0, examples: [] };
    entry.count++;
    entry.examples.push(path);
    if (entry.examples.length > 8 * MOST_EXAMPLES) keepFirst(entry.examples);
    this.#skips.set(reason, entry);
  }

  /** What was skipped, by reason. */
  listSkipped(): SkippedSummary[] {
    const rows = [...this.#skips].map(([reason, { count, examples }]) => {
      keepFirst(examples);
      return { reason, count, examples };
    });
    return rows.sort((a, b) => compareCodePoints(a.reason, b.reason));
  }

  /** All diagnostics, by path, line and code. */
  listDiagnostics(): Diagnostic[] {
    return this.#diagnostics.sort(
      (a, b) =>
        compareCodePoints(a.path ?? '', b.path ?? '') ||
        (a.line ?? 0) - (b.line ?? 0) ||
        compareCodePoints(a.code, b.code) ||
        compareCodePoints(a.message, b.message),
    );
  }

  begin(name: PhaseName, total: number | null, unit: 'bytes' | 'documents' | 'sources'): void {
    this.#done = 0;
    this.#hooks.events?.phase(name, total, unit);
  }

  advance(more: number): void {
    this.#done += more;
    this.#hooks.events?.advance(this.#done);
  }

  finish(name: PhaseName, survivors: Readonly<Record<string, number>>): void {
    this.#hooks.events?.done(name, survivors);
  }

  /** Lets signals and other events in from time to time; throws the signal's reason once it is aborted. */
  readonly pause = async (): Promise<void> => {
    this.#hooks.signal?.throwIfAborted();
    if (++this.#breathedAt % BREATHE_EVERY !== 0) return;
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    this.#hooks.signal?.throwIfAborted();
  };
}

/** Pauses that pass before the event loop is really let in: callers pause every few dozen documents. */
const BREATHE_EVERY = 8;

function keepFirst(examples: string[]): void {
  examples.sort(compareCodePoints);
  examples.length = Math.min(examples.length, MOST_EXAMPLES);
}
