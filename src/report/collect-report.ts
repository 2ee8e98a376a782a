// The report as one object, for programs: what the JSON reporter writes, with ratios as exact as a double holds them.
import type {
  BoilerplateRecord,
  ClusterRecord,
  DiagnosticRecord,
  DocumentRecord,
  OverlapRecord,
  PairRecord,
  ReportHeader,
  Reporter,
  ReportRecord,
} from '../model.js';

/** A whole report. `pairs` is there with `allPairs` and for `compareDocuments`. */
export interface Report extends ReportHeader {
  readonly clusters: readonly Omit<ClusterRecord, 'type'>[];
  readonly overlaps: readonly Omit<OverlapRecord, 'type'>[];
  readonly boilerplate: readonly Omit<BoilerplateRecord, 'type'>[];
  readonly pairs?: readonly Omit<PairRecord, 'type'>[];
  /** By id. */
  readonly documents: ReadonlyMap<string, Omit<DocumentRecord, 'type' | 'id'>>;
  readonly diagnostics: readonly Omit<DiagnosticRecord, 'type'>[];
}

/** A reporter that keeps what it is given, and the report once it has ended. */
export interface ReportCollector {
  readonly reporter: Reporter;
  /** Throws a plain Error before the reporter's `end`. */
  report(): Report;
}

export function collectReport(hasPairs: boolean): ReportCollector {
  let header: ReportHeader | null = null;
  let isEnded = false;
  const records: ReportRecord[] = [];
  return {
    reporter: {
      begin(opened) {
        header = opened;
      },
      record(record) {
        records.push(record);
      },
      end() {
        isEnded = true;
      },
    },
    report() {
      if (header === null || !isEnded) throw new Error('the report has not ended');
      return { ...header, ...sortRecords(records, hasPairs) };
    },
  };
}

function sortRecords(records: readonly ReportRecord[], hasPairs: boolean): Omit<Report, keyof ReportHeader> {
  const clusters: Omit<ClusterRecord, 'type'>[] = [];
  const overlaps: Omit<OverlapRecord, 'type'>[] = [];
  const boilerplate: Omit<BoilerplateRecord, 'type'>[] = [];
  const pairs: Omit<PairRecord, 'type'>[] = [];
  const documents = new Map<string, Omit<DocumentRecord, 'type' | 'id'>>();
  const diagnostics: Omit<DiagnosticRecord, 'type'>[] = [];
  for (const record of records) {
    if (record.type === 'cluster') clusters.push(withoutType(record));
    else if (record.type === 'overlap') overlaps.push(withoutType(record));
    else if (record.type === 'boilerplate') boilerplate.push(withoutType(record));
    else if (record.type === 'pair') pairs.push(withoutType(record));
    else if (record.type === 'diagnostic') diagnostics.push(withoutType(record));
    else {
      const { id, ...document } = withoutType(record);
      documents.set(id, document);
    }
  }
  return { clusters, overlaps, boilerplate, ...(hasPairs ? { pairs } : {}), documents, diagnostics };
}

function withoutType<T extends { readonly type: string }>(record: T): Omit<T, 'type'> {
  const rest: Omit<T, 'type'> & { type?: string } = { ...record };
  delete rest.type;
  return rest;
}
