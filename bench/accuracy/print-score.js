// Puts a score into lines for a terminal, and into plain data for --json.
//
// Pure: refuses to judge and to print.

import { divide } from './judge-pairs.js';

/** @typedef {import('./score-corpus.js').Score} Score */

/**
 * The score of one corpus as lines of text.
 *
 * @param {Score} score
 * @returns {string[]}
 */
export function formatScore({ name, documents, recall, pairs, clusters, overlaps, largestError, elapsedMs, ...rest }) {
  const precision = pairs.reported === 0 ? 1 : 1 - pairs.false / pairs.reported;
  const lines = [
    `${name}: ${documents} documents, ${recall.required} required pairs`,
    `  pairs      recall ${recall.recall.toFixed(5)} (${recall.found} of ${recall.required}), precision ${precision.toFixed(5)} (${pairs.reported} reported, ${pairs.false} false, ${pairs.misnamed} misnamed)`,
    `  measures   largest error ${largestError.toFixed(6)}, wrong counts of shared shingles ${pairs.sharedWrong}`,
    `  contained  with containment >= 0.9 and Jaccard < 0.5: ${recall.lowJaccard.found} of ${recall.lowJaccard.required}`,
    `  clusters   ${clusters.redundant} redundant; ARI ${clusters.index.toFixed(5)} against the exact pairs${formatComponents(clusters)}; misplaced ${clusters.misplaced} (by the exact pairs ${clusters.misplacedExact}), kept pairs ${clusters.kept}, unverified members ${clusters.unverified}`,
    `  overlaps   ${overlaps.reported} reported, ${overlaps.unfounded} unfounded`,
  ];
  if (recall.kinds.size > 0) {
    const { quoted } = overlaps;
    lines.push(
      `  quotes     and digests: ${quoted.found} of ${quoted.required} found; ${quoted.beside} share theirs beside what is kept`,
    );
    lines.push('  kinds      found of required, of all that were planted');
    const kinds = [...recall.kinds].sort(([left], [right]) => (left < right ? -1 : 1));
    for (const [kind, { found, required, total }] of kinds) {
      lines.push(
        `    ${kind.padEnd(18)} ${String(found).padStart(5)} of ${String(required).padStart(5)}, ${String(total).padStart(5)}`,
      );
    }
  }
  lines.push(`  time       ${formatSeconds(elapsedMs.scan)}, with --all-pairs ${formatSeconds(elapsedMs.everyPair)}`);
  for (const missed of [...recall.missed, ...overlaps.quoted.missed]) lines.push(`  missed     ${missed}`);
  for (const example of rest.examples) lines.push(`  example    ${example}`);
  for (const shortfall of rest.shortfalls) lines.push(`  SHORTFALL  ${shortfall}`);
  return lines;
}

/**
 * The score of one corpus as JSON would have it.
 *
 * @param {Score} score
 */
export function flattenScore({ recall, pairs, clusters, overlaps, ...score }) {
  return {
    ...score,
    required: recall.required,
    recall: recall.recall,
    precision: pairs.reported === 0 ? 1 : 1 - pairs.false / pairs.reported,
    reported: pairs.reported,
    lowJaccardRecall: divide(recall.lowJaccard),
    kinds: Object.fromEntries(recall.kinds),
    missed: recall.missed,
    clusters,
    overlaps,
  };
}

/** @param {{ indexAt50: number | null, indexAt80: number | null }} clusters */
function formatComponents({ indexAt50, indexAt80 }) {
  if (indexAt50 === null || indexAt80 === null) return '';
  return `, ${indexAt50.toFixed(3)} and ${indexAt80.toFixed(3)} against components at 0.5 and 0.8`;
}

/** @param {number} elapsedMs */
function formatSeconds(elapsedMs) {
  return `${(elapsedMs / 1000).toFixed(2)} s`;
}
