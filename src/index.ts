// The public names of dedupe, listed one by one: the library, and what the command line is built on.
export { compareDocuments, reportComparison } from './compare.js';
export { findDuplicates, listSources, reportDuplicates } from './dedupe.js';
export { CorpusIndexError, DedupeError, InputError, KernelError, UsageError } from './errors.js';
export type {
  CorpusIndexErrorCode,
  ErrorCode,
  ErrorData,
  InputErrorCode,
  KernelErrorCode,
  UsageErrorCode,
} from './errors.js';
export {
  defaultOf,
  defaultOptions,
  describeDefault,
  flagOf,
  isScanOption,
  optionTable,
  parseOptions,
  refuseValue,
  renderOptionTable,
  reportedOptions,
  spellOption,
} from './options.js';
export type {
  CommandLineOnlyOptions,
  CommandLineOptions,
  CommandName,
  FailingRelation,
  NamedOptionRow,
  OptionGroup,
  OptionKind,
  ReporterChoice,
  ScanOptions,
  ValueType,
} from './options.js';
export { createReporter, escapeText, isReporterName, reporterNames } from './reporters/registry.js';
export type { ReporterName } from './reporters/registry.js';
export type { Report } from './report/collect-report.js';
export type { RunHooks, RunOutcome } from './run/journal.js';
export { VERSION } from './version.js';
export type {
  BoilerplateRecord,
  ClusterRecord,
  Diagnostic,
  DiagnosticCode,
  DiagnosticRecord,
  DocumentRecord,
  Member,
  OverlapRecord,
  PairRecord,
  Passage,
  PassageSide,
  PhaseEvents,
  PhaseName,
  Relation,
  Reporter,
  ReporterContext,
  ReportHeader,
  ReportRecord,
  ReportSummary,
  SkippedSummary,
  SkipReason,
} from './model.js';
