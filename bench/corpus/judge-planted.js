// What a report says of planted relatives: how many of each kind were found, and what was found beside them.
//
// Roles are read from the ids. A duplicate counts for the relative's kind, whichever of the two was kept. Refuses to
// run anything.

/**
 * @typedef {{ kind: string, number: number, base: number }} PlantedId
 *
 * What is read of the JSON report.
 *
 * @typedef {{ clusters: { representative: string, members: { document: string }[] }[],
 *   overlaps: { left: string, right: string }[] }} JsonReport
 *
 * `unexpected` holds what no planted relation explains.
 *
 * @typedef {{ found: { copy: number, near: number, excerpt: number, quote: number }, unexpected: string[] }} PlantedVerdict
 */

/**
 * @param {string} id
 * @returns {PlantedId}
 */
export function parsePlantedId(id) {
  const found = /^([a-z]+)-(\d+)(?:-(?:of|at)-(\d+))?$/.exec(id);
  if (found === null) throw new RangeError(`${JSON.stringify(id)} is no id of a generated corpus`);
  return { kind: found[1], number: Number(found[2]), base: Number(found[3] ?? -1) };
}

/**
 * @param {JsonReport} report
 * @returns {PlantedVerdict}
 */
export function judgePlanted({ clusters, overlaps }) {
  const found = { copy: 0, near: 0, excerpt: 0, quote: 0 };
  /** @type {string[]} */
  const unexpected = [];
  for (const { representative, members } of clusters) {
    for (const { document } of members) {
      const kind = nameRelation(parsePlantedId(representative), parsePlantedId(document));
      if (kind === 'copy' || kind === 'near' || kind === 'excerpt') found[kind]++;
      else unexpected.push(`${document} is called redundant beside ${representative}`);
    }
  }
  /** @type {Set<string>} */
  const quotes = new Set();
  for (const { left, right } of overlaps) {
    const kind = nameRelation(parsePlantedId(left), parsePlantedId(right));
    if (kind === 'quote') for (const id of [left, right]) quotes.add(id);
    else if (kind !== 'page') unexpected.push(`${left} and ${right} are said to overlap`);
  }
  for (const id of quotes) if (id.startsWith('quote-')) found.quote++;
  return { found, unexpected };
}

/**
 * The kind that makes relatives of two documents; null where nothing does.
 *
 * @param {PlantedId} left
 * @param {PlantedId} right
 */
function nameRelation(left, right) {
  const isBase = (/** @type {PlantedId} */ text, /** @type {PlantedId} */ relative) =>
    text.kind === 'text' && relative.kind !== 'page' && relative.base === text.number;
  if (isBase(left, right)) return right.kind;
  if (isBase(right, left)) return left.kind;
  return left.kind === right.kind && left.kind !== 'text' && left.base === right.base ? left.kind : null;
}
