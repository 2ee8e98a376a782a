// Sources and readers: what is read, what reading says, and the contracts of those who read. Types only.
//
// Units stand in the names. Refuses to know how anything is done: no file system, no kernel.

/** How the bytes of a source become documents: the whole file is one text, or every line is a JSON object. */
export type DocumentFormat = 'text' | 'json-lines';

/** A file (or the spool of a stream) that was found and will be read. */
export interface Source {
  /** As shown and as the stem of ids: the argument as typed, `/` separators, leading `./` dropped, plus the relative path. */
  readonly path: string;
  /** What is opened: a path, or its bytes where the name is not UTF-8; the spool file for streams and compressed files. */
  readonly file: string | Uint8Array;
  readonly format: DocumentFormat;
  /** Size of `file` when it was found. */
  readonly byteLength: number;
  /** Named by the user (an argument or a `--files-from` entry), not met in a walk: its faults are told, not passed over. */
  readonly isExplicit: boolean;
}

/** What one task reads of a source: a whole text file, or the lines that begin within a stretch of JSON lines. */
export interface DocumentRange {
  readonly source: Source;
  readonly offset: number;
  /** Of JSON lines; a line that begins within it belongs to it, wherever it ends. */
  readonly byteLength: number;
}

/** A document as a reader hands it over; the views are valid until the reader is asked for the next one. */
export interface RawDocument {
  /** The bytes of a text file, undecoded; null for a JSON line, whose text is `utf8`. */
  readonly bytes: Uint8Array | null;
  /** The text of a JSON line as valid UTF-8; null for a text file. */
  readonly utf8: Uint8Array | null;
  /** What the `id` field says, as UTF-8 where it lies there as such; null where the source has none. Never empty. */
  readonly id: string | Uint8Array | null;
  /** 1-based line, counted from the range's start (the source's line for a whole source); null for a text file. */
  readonly line: number | null;
  /** Where these bytes (of the whole line, for JSON lines, without its line feed) lie in the source's file. */
  readonly offset: number;
  readonly byteLength: number;
}

/** Why something found was not read as a document. */
export type SkipReason =
  | 'binary'
  | 'no-text-field'
  | 'too-large'
  | 'same-file'
  | 'ignored'
  | 'hidden'
  | 'node_modules'
  | 'symlink'
  | 'special-file'
  | 'excluded'
  | 'not-matched';

export interface Skip {
  readonly reason: SkipReason;
  readonly path: string;
}

/** Something worth telling that does not stop the run. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly path: string | null;
  readonly line: number | null;
  /** One sentence, raw text: whoever prints it escapes it. */
  readonly message: string;
}

export type DiagnosticCode =
  | 'CHARSET_GUESSED'
  | 'DOCUMENT_CHANGED'
  | 'DOCUMENT_MALFORMED'
  | 'DOCUMENT_TOO_LARGE'
  | 'DUPLICATE_ID'
  | 'PASSAGES_LEFT_OUT'
  | 'PATH_NOT_FOUND'
  | 'SOURCE_UNREADABLE'
  | 'SOURCE_TRUNCATED';

/** What a reader tells about the source it reads, as it reads. */
export interface ReadEvents {
  skip(skip: Skip): void;
  diagnostic(diagnostic: Diagnostic): void;
}

/** A line that cannot be used, and why; `line` is counted from the range's start. */
export interface LineFault {
  readonly line: number;
  readonly message: string;
  /** Of a line without the text field: fields not seen on an earlier line of the range, as far as they may be listed. */
  readonly fields: readonly string[];
}

/** Some faults of one kind: the first in full, and how many there are in all. */
export interface CountedFaults {
  readonly first: readonly LineFault[];
  readonly count: number;
}

/** A line too large to be read; it is told where it is over the limit of all documents, else skipped as asked for. */
export interface LargeLine {
  readonly line: number;
  readonly byteLength: number;
  readonly isOverLimit: boolean;
}

/** What was found wrong within a range of JSON lines; whether and how it is told depends on the whole source. */
export interface RangeFaults {
  /** The field that holds a line's text. */
  readonly textField: string;
  /** The source is no JSON lines in UTF-8 at all; known of the range at its start. */
  readonly foreign: 'binary' | 'gzip' | 'utf-16' | null;
  /** Why the range could not be read, or not to its end. */
  readonly unreadable: string | null;
  readonly malformed: CountedFaults;
  readonly withoutField: CountedFaults;
  readonly large: readonly LargeLine[];
}

/** What remains of a range when its documents are read. Plain data, so that it can cross between threads. */
export interface RangeEnd {
  /** Lines that begin within the range, those without a document too; 0 for a text file. */
  readonly lines: number;
  /** The first line that has the text field, be it a string or not; null where none has. */
  readonly firstFieldLine: number | null;
  /** null where nothing is wrong. */
  readonly faults: RangeFaults | null;
}

/** What a line parser made of one line; places are those of its input. */
export interface ParsedLine {
  /** The place of the line feed that ends the line. */
  readonly end: number;
  /** The line's text, a view of the input, valid until that changes; null: whether and what it is JSON.parse must say. */
  readonly utf8: Uint8Array | null;
  /** Where the value of the id field stands, as JSON; both 0 where there is none. */
  readonly idStart: number;
  readonly idEnd: number;
  /** The value of the id field is a string of ASCII without escapes. */
  readonly isIdPlain: boolean;
}

/** Finds text and id of JSON lines in a memory of its own. Whatever it does not understand it leaves to JSON.parse. */
export interface LineParser {
  /**
   * Makes the input hold at least `byteLength` bytes, with the first `kept` as they are, and returns it: memory to read
   * files into. What was returned before, and every text, is no longer valid.
   */
  reserve(byteLength: number, kept: number): Uint8Array;
  /**
   * Parses the line that begins at `start` of the input: valid UTF-8 with a line feed behind it, which the caller sees to.
   * Where it finds the text, the bytes of the line are used up: the text is unescaped in their place.
   */
  parseLine(start: number): ParsedLine;
}

/** Turns ranges of sources of one format into documents. Contract suite: tests/readers/contract.ts */
export interface Reader {
  readonly format: DocumentFormat;
  /**
   * Yields every document of a range, in order; nothing is thrown for faults. File access is synchronous; a generator, so
   * that the caller may pause between two documents. Files are closed also on early return. One range at a time.
   *
   * The ranges of a source may be read in any order and in several threads, so what is wrong with lines is returned and not
   * told: src/readers/source-faults.ts tells it. A range that reaches the end that its source had when it was found goes on
   * to the end that the file has by now.
   */
  readRange(range: DocumentRange, events: ReadEvents): Generator<RawDocument, RangeEnd, void>;
  /**
   * Reads one document again, at the offset and length it was first seen at; null where that is no longer possible
   * (the source vanished, shrank, or is not parsable there). Whether the text is still the same is the caller's check. Its
   * views are valid until the next call, whatever `readRange` does meanwhile. Cheapest in the order of offsets.
   */
  readAgain(source: Source, offset: number, byteLength: number): RawDocument | null;
  /** Closes what `readAgain` keeps open; it may be called again afterwards. */
  close(): void;
}
