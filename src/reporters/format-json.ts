// JSON text for people and diffs: an object on one line, a list of objects one a line; and the compact form for ndjson.
// Beyond what JSON asks, DEL, the C1 controls and U+2028/2029 are escaped too, so that no terminal obeys a report and
// no line reader splits one. Keys keep their order of insertion. Refuses to round, to pick fields and to hold a report.

/** Characters that JSON allows raw in strings and that terminals or line readers take for commands. */
const UNSAFE_IN_JSON = /[\u007f-\u009f\u2028\u2029]/g;

/** One line without spaces, without a line feed at its end. */
export function formatCompactJson(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(UNSAFE_IN_JSON, escapeCodeUnit);
}

/**
 * Objects and lists of plain values on one line, `{ "a": 1 }`; a list of objects one element a line, two columns deeper
 * than `indent`, the column of the line it begins on. Fields that are undefined are left out.
 */
export function formatJson(value: unknown, indent: number): string {
  if (Array.isArray(value)) return formatList(value, indent);
  if (typeof value !== 'object' || value === null) return formatCompactJson(value);
  const fields = listFields(value, indent);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/** An object with one field a line, two columns deeper than `indent`. */
export function formatJsonBlock(value: object, indent: number): string {
  const fields = listFields(value, indent + 2);
  if (fields.length === 0) return '{}';
  const margin = ' '.repeat(indent);
  return `{\n${fields.map((field) => `${margin}  ${field}`).join(',\n')}\n${margin}}`;
}

function listFields(value: object, indent: number): string[] {
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => `${formatCompactJson(name)}: ${formatJson(field, indent)}`);
}

function formatList(values: readonly unknown[], indent: number): string {
  const elements = values.map((value) => formatJson(value, indent + 2));
  const hasObjects = values.some((value) => typeof value === 'object' && value !== null);
  if (!hasObjects) return `[${elements.join(', ')}]`;
  const margin = ' '.repeat(indent);
  return `[\n${elements.map((element) => `${margin}  ${element}`).join(',\n')}\n${margin}]`;
}

function escapeCodeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
