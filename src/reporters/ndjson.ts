// The report one record a line, for pipes and for reports too large to be parsed at once: header, clusters, overlaps,
// boilerplate, pairs, documents, diagnostics, and the summary last. The fields are those of the JSON report, with `type`.
// Holds nothing. Refuses records out of order (record-order.ts).
import type { ClusterRecord, Reporter, ReporterContext, ReportRecord } from '../model.js';
import { formatCompactJson } from './format-json.js';
import { createRecordOrder } from './record-order.js';
import type { JsonObject } from './shape-records.js';
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

/** Writes one report as JSON lines; every line ends with a line feed and has no other. */
export function createNdjsonReporter(context: ReporterContext): Reporter {
  const write: Write = (chunk) => {
    context.write(chunk);
  };
  const order = createRecordOrder(context.command);

  function writeLine(type: string, fields: JsonObject): void {
    write(`${formatCompactJson({ type, ...fields })}\n`);
  }

  return {
    begin(header) {
      order.begin(header);
      writeLine('header', shapeHeader(header));
    },
    record(record) {
      order.record(record);
      if (record.type === 'cluster') writeCluster(write, record);
      else writeLine(record.type, shapeRecord(record));
    },
    end(summary) {
      order.end(summary);
      writeLine('summary', shapeSummary(summary));
    },
  };
}

/** Member by member: a cluster may have more than a string should hold. */
function writeCluster(write: Write, cluster: ClusterRecord): void {
  write(`{"type":"cluster","representative":${formatCompactJson(cluster.representative)},"members":[`);
  cluster.members.forEach((member, i) => write(`${i === 0 ? '' : ','}${formatCompactJson(shapeMember(member))}`));
  write(']}\n');
}

function shapeRecord(record: Exclude<ReportRecord, ClusterRecord>): JsonObject {
  switch (record.type) {
    case 'overlap':
      return shapeOverlap(record);
    case 'boilerplate':
      return shapeBoilerplate(record);
    case 'pair':
      return shapePair(record);
    case 'document':
      return { id: record.id, ...shapeDocument(record) };
    case 'diagnostic':
      return shapeDiagnostic(record);
  }
}
