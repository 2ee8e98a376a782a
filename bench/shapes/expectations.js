// What several shapes expect of a report, each as a list of faults: empty where the report is right.

/** @typedef {import('./read-report.js').ShapeReport} ShapeReport */

/** Ratios of a report have four decimals. */
const HALF_A_DIGIT = 0.00005;

/**
 * @param {string} what
 * @param {number} expected
 * @param {number} found
 */
export function expectCount(what, expected, found) {
  return expected === found ? [] : [`${found} ${what}, not ${expected}`];
}

/**
 * The report is whole and has read every document.
 *
 * @param {ShapeReport} report
 * @param {number} documents
 */
export function expectDocuments(report, documents) {
  return [
    ...(report.isComplete ? [] : ['the report has no end']),
    ...expectCount('documents', documents, report.documents),
    ...report.diagnostics.slice(0, 3).map(({ code }) => `the diagnostic ${code}`),
  ];
}

/** @param {ShapeReport} report */
export function expectNoOverlaps({ overlaps }) {
  return overlaps.count === 0 ? [] : [`${overlaps.count} overlaps, as ${overlaps.examples[0]}`];
}

/** @param {ShapeReport} report */
export function expectNoneRedundant({ clusters }) {
  if (clusters.length === 0) return [];
  const members = clusters.flatMap((cluster) => cluster.members.map(({ document }) => document));
  return [`${clusters.length} clusters, ${members.length} called redundant, as ${members[0] ?? 'nobody'}`];
}

/**
 * One cluster of all documents, each in one of these relations with the same Jaccard, a little more or less.
 *
 * @param {ShapeReport} report
 * @param {number} documents
 * @param {{ relations: readonly string[], leastJaccard: number, mostJaccard: number }} members
 */
export function expectOneCluster({ clusters }, documents, { relations, leastJaccard, mostJaccard }) {
  const members = clusters.flatMap((cluster) => cluster.members);
  const names = new Set([
    ...clusters.map(({ representative }) => representative),
    ...members.map(({ document }) => document),
  ]);
  const isWrong = (/** @type {import('./read-report.js').ReportedMember} */ { relation, jaccard }) =>
    !relations.includes(relation) || jaccard < leastJaccard - HALF_A_DIGIT || jaccard > mostJaccard + HALF_A_DIGIT;
  const wrong = members.filter(isWrong);
  return [
    ...expectCount('clusters', 1, clusters.length),
    ...expectCount('redundant', documents - 1, members.length),
    ...expectCount('documents in clusters', documents, names.size),
    ...(wrong.length === 0
      ? []
      : [
          `${wrong.length} members with wrong measures, as ${wrong[0].document}: ${wrong[0].relation}, ${wrong[0].jaccard}`,
        ]),
  ];
}

/**
 * One boilerplate in all documents, of about so many words: where neighbors begin alike by chance, a word or two more.
 *
 * @param {ShapeReport} report
 * @param {number} documents
 * @param {number} words
 */
export function expectOneBoilerplate({ boilerplate }, documents, words) {
  const [only] = boilerplate;
  if (boilerplate.length !== 1) return expectCount('boilerplate', 1, boilerplate.length);
  return [
    ...expectCount('documents with the boilerplate', documents, only.documents),
    ...(Math.abs(only.words - words) <= 5 ? [] : [`boilerplate of ${only.words} words, not ${words}`]),
  ];
}

/** @param {ShapeReport['clusters']} clusters */
export function countMembers(clusters) {
  return clusters.reduce((sum, { members }) => sum + members.length, 0);
}
