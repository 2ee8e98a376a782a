// What options look like once they are read, and what a row of the option table says: types only.
//
// ScanOptions is what the library takes; CommandLineOptions adds what only the command line knows (where reports go,
// what fails, what is shown while it runs). This file refuses to hold a default or a check: those stand in the table.

/** What a run computes, which files it reads and how it runs. Every option has a default. */
export interface ScanOptions {
  readonly jaccard: number;
  readonly containment: number;
  readonly minWords: number;
  readonly passage: number;
  readonly shingleSize: number;
  readonly tokens: 'auto' | 'words' | 'characters';
  readonly hashSeed: number;
  readonly engine: 'dedupe' | 'minhash';
  readonly allPairs: boolean;
  readonly clustering: 'star' | 'components';
  readonly prefer: readonly string[];
  readonly passages: number;
  // which files
  readonly glob: readonly string[];
  readonly exclude: readonly string[];
  readonly hidden: boolean;
  /** `--no-ignore` makes it false. */
  readonly ignore: boolean;
  readonly follow: boolean;
  readonly forceExclude: boolean;
  readonly filesFrom: readonly string[];
  /** `-0`: entries of `--files-from` end with NUL. */
  readonly nullSeparated: boolean;
  readonly textField: string;
  readonly idField: string;
  /** Bytes; null for no limit. */
  readonly maxSize: number | null;
  // how it runs
  readonly workers: number;
  readonly kernel: 'auto' | 'wasm' | 'reference';
  /** null: the system's. */
  /** Bytes. */
  readonly memory: number;
  readonly tempDir: string | null;
}

/** A relation that makes the exit status 1. */
export type FailingRelation = 'identical' | 'same-text' | 'near' | 'contained' | 'overlap';

/** One `--reporter NAME[=FILE]`; `file` null is standard output. */
export interface ReporterChoice {
  readonly name: string;
  readonly file: string | null;
}

/** What only the command line knows; nothing of it reaches the library. */
export interface CommandLineOnlyOptions {
  readonly reporter: readonly ReporterChoice[];
  /** Empty: `none`. */
  readonly failOn: readonly FailingRelation[];
  readonly allowEmpty: boolean;
  readonly allowUnreadable: boolean;
  readonly files: boolean;
  readonly progress: 'auto' | 'always' | 'never';
  readonly color: 'auto' | 'always' | 'never';
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly version: boolean;
  readonly help: boolean;
}

export type CommandLineOptions = ScanOptions & CommandLineOnlyOptions;

/** The commands of this version; `scan` is the one without a name. */
export type CommandName = 'scan' | 'compare';

/**
 * S signature: must equal an index's. M matching: free. P speed: may not change a byte of the report. – none of them.
 * S and M stand in the report's header.
 */
export type OptionKind = 'S' | 'M' | 'P' | '–';

export type OptionGroup = 'Measures' | 'Which files' | 'Report' | 'Running';

/** How a value is typed and what it may be. `T` is one value: the element, where an option may be repeated. */
export interface ValueType<T> {
  /** As the help writes it: `RATIO`, `auto|words`. */
  readonly placeholder: string;
  /** What may stand there, as the end of "… must be". */
  readonly allowed: string;
  /** The value that the text means; undefined where it means none. */
  parseText(text: string): T | undefined;
  /** Whether a value given by a program is one of this type, and in range. */
  isValid(value: unknown): boolean;
}

interface AnyRow<T> {
  /** As typed: `--jaccard`, `-q, --quiet`, `--no-ignore`; without the placeholder. */
  readonly flags: string;
  readonly default: T;
  /** The default of `compare`, where it differs. */
  readonly compareDefault?: T;
  /** The default as people read it, where the value does not say it. */
  readonly defaultText?: string;
  readonly kind: OptionKind;
  readonly group: OptionGroup;
  readonly commands: readonly CommandName[];
  /** One clause, no full stop. */
  readonly help: string;
}

/** The row of an option of type `T`: a boolean is a switch; an array may be repeated, or its value type is a list. */
export type OptionRow<T> = AnyRow<T> &
  ([T] extends [boolean]
    ? { readonly value: null; readonly isRepeatable?: false }
    : [T] extends [readonly (infer Element)[]]
      ? | { readonly value: ValueType<Element>; readonly isRepeatable: true }
        | { readonly value: ValueType<T>; readonly isRepeatable?: false }
      : { readonly value: ValueType<NonNullable<T>>; readonly isRepeatable?: false });

/** A row as the table lists it, with its option's name. */
export interface NamedOptionRow extends AnyRow<unknown> {
  readonly name: keyof CommandLineOptions;
  readonly value: ValueType<unknown> | null;
  readonly isRepeatable?: boolean;
}
