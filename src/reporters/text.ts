// The report for people, and the default: for a scan the headline, the clusters as they arrive, overlaps, boilerplate
// and notes; for `compare` one pair explained. What the parts look like is in text-clusters, text-pairs,
// text-passages, text-comparison and text-notes. Refuses to hold a scan: lists are cut by counting, not by collecting.

import type { DocumentRecord, PairRecord, Reporter, ReporterContext, ReportHeader, ReportRecord } from '../model.js';
import { prepareStringColumns } from '../string-columns.js';
import { createRecordOrder } from './record-order.js';
import { writeCluster } from './text-clusters.js';
import { writeComparison } from './text-comparison.js';
import { writeDiagnosticsNote, writeHeadline, writeNotes } from './text-notes.js';
import type { TextPage } from './text-page.js';
import { createTextPage } from './text-page.js';
import { MAX_LISTED, writeBoilerplate, writeOverlap, writePair, writeRest } from './text-pairs.js';

/** What the parts of one report are written by, once its header is known. */
interface TextBody {
  record(record: ReportRecord): void;
  end(): void;
}

/** Titles of the lists beside the clusters, and how many entries each shows. All pairs were asked for: they all come. */
const LISTS = {
  overlap: { title: 'overlaps: the longest passage that two kept documents share', limit: MAX_LISTED },
  boilerplate: { title: 'boilerplate: passages in more documents than are compared for them', limit: MAX_LISTED },
  pair: { title: 'all duplicate pairs', limit: Infinity },
} as const;

/** Writes one report as text, colored or not as the context says. */
export function createTextReporter(context: ReporterContext): Reporter {
  const order = createRecordOrder(context.command);
  let body: TextBody | null = null;
  const ready = prepareStringColumns();
  return {
    ...(ready === undefined ? {} : { ready }),
    begin(header) {
      order.begin(header);
      const page = createTextPage(context, header);
      body = context.command === 'compare' ? createComparisonBody(page) : createScanBody(page, header);
    },
    record(record) {
      order.record(record);
      body?.record(record);
    },
    end(summary) {
      order.end(summary);
      body?.end();
    },
  };
}

function createScanBody(page: TextPage, header: ReportHeader): TextBody {
  writeHeadline(page, header);
  let diagnostics = 0;
  let list: keyof typeof LISTS | null = null;
  let listed = 0;

  /** Begins the list of this type if it is not open, and says whether one more entry is shown in it. */
  function isShown(type: keyof typeof LISTS): boolean {
    if (list !== type) {
      endList();
      list = type;
      page.writeGap();
      page.writeLine(page.style.bold(LISTS[type].title));
    }
    listed += 1;
    return listed <= LISTS[type].limit;
  }

  function endList(): void {
    if (list !== null) writeRest(page, listed - LISTS[list].limit);
    list = null;
    listed = 0;
  }

  return {
    record(record) {
      switch (record.type) {
        case 'cluster':
          writeCluster(page, record);
          break;
        case 'overlap':
          if (isShown('overlap')) writeOverlap(page, record);
          break;
        case 'boilerplate':
          if (isShown('boilerplate')) writeBoilerplate(page, record);
          break;
        case 'pair':
          if (isShown('pair')) writePair(page, record);
          break;
        case 'document':
          break;
        case 'diagnostic':
          diagnostics += 1;
          break;
      }
    },
    end() {
      endList();
      writeNotes(page, header, diagnostics);
    },
  };
}

/** Waits for the two documents, which come after the pair: their lengths stand beside the measures. */
function createComparisonBody(page: TextPage): TextBody {
  const documents = new Map<string, DocumentRecord>();
  let pair: PairRecord | null = null;
  let diagnostics = 0;
  return {
    record(record) {
      if (record.type === 'diagnostic') diagnostics += 1;
      if (record.type === 'pair') pair = record;
      if (record.type === 'document' && pair !== null && isSideOf(pair, record.id)) documents.set(record.id, record);
    },
    end() {
      if (pair === null) page.writeLine(page.style.yellow('nothing was compared'));
      else writeComparison(page, pair, documents);
      writeDiagnosticsNote(page, diagnostics);
    },
  };
}

function isSideOf(pair: PairRecord, id: string): boolean {
  return pair.left === id || pair.right === id;
}
