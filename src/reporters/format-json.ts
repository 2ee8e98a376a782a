// JSON text for people and diffs: an object on one line, a list of objects one a line; and the compact form for ndjson.
// Beyond what JSON asks, DEL, the C1 controls and U+2028/2029 are escaped too, so that no terminal obeys a report and
// no line reader splits one. Keys keep their order of insertion. Refuses to round, to pick fields and to hold a report.

/** Characters that JSON allows raw in strings and that terminals or line readers take for commands. */
const UNSAFE_IN_JSON = /[\u007f-\u009f\u2028\u2029]/g;

/** Text that stands in JSON as it is: printable ASCII without quote and backslash. Most ids, and all our own words. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** One line without spaces, without a line feed at its end. */
export function formatCompactJson(value: unknown): string {
  if (typeof value === 'string' && PLAIN.test(value)) return `"${value}"`;
  return (JSON.stringify(value) ?? 'null').replace(UNSAFE_IN_JSON, escapeCodeUnit);
}

/**
 * Objects and lists of plain values on one line, `{ "a": 1 }`; a list of objects one element a line, two columns deeper
 * than `indent`, the column of the line it begins on. Fields that are undefined are left out.
 */
export function formatJson(value: unknown, indent: number): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return formatList(value, indent);
  if (typeof value !== 'object' || value === null) return formatCompactJson(value);
  // By hand: an array of the fields, joined, takes twice as long, and reports have a hundred thousand objects.
  let fields = '';
  for (const name of Object.keys(value)) {
    const field = (value as Readonly<Record<string, unknown>>)[name];
    if (field === undefined) continue;
    fields += (fields === '' ? '' : ', ') + formatName(name) + formatJson(field, indent);
  }
  return fields === '' ? '{}' : `{ ${fields} }`;
}

/** The names of our own fields as they begin one: there are few, and each is written a hundred thousand times. */
const formattedNames = new Map<string, string>();
/** Names beyond these are not ours. */
const MOST_NAMES = 256;

function formatName(name: string): string {
  let formatted = formattedNames.get(name);
  if (formatted === undefined) {
    formatted = `${formatCompactJson(name)}: `;
    if (formattedNames.size < MOST_NAMES) formattedNames.set(name, formatted);
  }
  return formatted;
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
    .map(([name, field]) => formatName(name) + formatJson(field, indent));
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
