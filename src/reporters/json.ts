// The report as one JSON document, schema/report.schema.json, written while the records arrive: a member, an overlap, a
// pair or a document is one line, so that two reports can be read with diff. The same records give the same bytes.
// Holds nothing but which section is open. Refuses records out of order (record-order.ts).
import type { ClusterRecord, Reporter, ReporterContext, ReportHeader, ReportRecord } from '../model.js';
import { formatCompactJson, formatJson, formatJsonBlock } from './format-json.js';
import { createRecordOrder, hasPairs, RECORD_GROUPS } from './record-order.js';
import {
  shapeBoilerplate,
  shapeDiagnostic,
  shapeDocument,
  shapeHeader,
  shapeMember,
  shapeOverlap,
  shapePair,
  shapeSummary,
} from './shape-records.js';

type Write = (chunk: string) => void;

/** The field of the report that holds a group of records. */
const SECTION_NAMES: Readonly<Record<ReportRecord['type'], string>> = {
  cluster: 'clusters',
  overlap: 'overlaps',
  boilerplate: 'boilerplate',
  pair: 'pairs',
  document: 'documents',
  diagnostic: 'diagnostics',
};

/** Writes one report as JSON. `documents` is written by hand: a JavaScript object would reorder ids such as `7`. */
export function createJsonReporter(context: ReporterContext): Reporter {
  const write: Write = (chunk) => {
    context.write(chunk);
  };
  const order = createRecordOrder(context.command);
  let groups: ReportRecord['type'][] = [];
  let recordsInSection = 0;

  /** Closes the open section, and those before `type` that stay empty; opens that of `type`, or none for null. */
  function moveTo(type: ReportRecord['type'] | null): void {
    while (groups.length > 0 && groups[0] !== type) {
      const isObject = groups[0] === 'document';
      write(`${recordsInSection > 0 ? '\n  ' : ''}${isObject ? '}' : ']'}`);
      groups = groups.slice(1);
      recordsInSection = 0;
      if (groups.length > 0) openSection(groups[0]);
    }
  }

  function openSection(type: ReportRecord['type']): void {
    write(`,\n  "${SECTION_NAMES[type]}": ${type === 'document' ? '{' : '['}`);
  }

  return {
    begin(header: ReportHeader) {
      order.begin(header);
      groups = RECORD_GROUPS.filter((type) => type !== 'pair' || hasPairs(header, context.command));
      const { tool, schemaVersion, ...blocks } = shapeHeader(header);
      write(`{\n  "schemaVersion": ${formatJson(schemaVersion, 2)},\n  "tool": ${formatJson(tool, 2)}`);
      for (const [name, block] of Object.entries({ ...blocks, summary: shapeSummary(header.summary) })) {
        write(`,\n  "${name}": ${formatJsonBlock(block, 2)}`);
      }
      openSection(groups[0]);
    },
    record(record: ReportRecord) {
      order.record(record);
      moveTo(record.type);
      write(recordsInSection === 0 ? '\n    ' : ',\n    ');
      recordsInSection += 1;
      if (record.type === 'cluster') writeCluster(write, record);
      else write(formatRecord(record));
    },
    end(summary) {
      order.end(summary);
      moveTo(null);
      write('\n}\n');
    },
  };
}

/** Member by member: a cluster may have more than a string should hold. */
function writeCluster(write: Write, cluster: ClusterRecord): void {
  write(`{\n      "representative": ${formatCompactJson(cluster.representative)},\n      "members": [`);
  cluster.members.forEach((member, i) => write(`${i === 0 ? '' : ','}\n        ${formatJson(shapeMember(member), 8)}`));
  write(cluster.members.length === 0 ? ']\n    }' : '\n      ]\n    }');
}

function formatRecord(record: Exclude<ReportRecord, ClusterRecord>): string {
  switch (record.type) {
    case 'overlap':
      return formatJson(shapeOverlap(record), 4);
    case 'boilerplate':
      return formatJson(shapeBoilerplate(record), 4);
    case 'pair':
      return formatJson(shapePair(record), 4);
    case 'document':
      return `${formatCompactJson(record.id)}: ${formatJson(shapeDocument(record), 4)}`;
    case 'diagnostic':
      return formatJson(shapeDiagnostic(record), 4);
  }
}
