// The one table of options: names, defaults, kinds, checks, help. Everything else about options is derived from it.
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
  readonly tempDir: string | null;
}
