// Puts the peers beside the command. Pure: refuses to measure and to print.

import { formatCount, formatMegabytes, formatRatio, formatSeconds, formatTable } from '../measure/format.js';

/**
 * @param {readonly import('./measure-peer.js').PeerSample[]} samples
 * @param {number} wordCountMs
 * @returns {string[]}
 */
export function formatPeers(samples, wordCountMs) {
  const heads = ['', 'time', 'its own', '÷ wc -w', 'peak memory', 'pairs', 'verified', 'redundant', ''];
  const done = samples.flatMap(({ name, elapsedMs, peakBytes, result }) => {
    if (result === null) return [];
    const ownMs = 1000 * result.peerSeconds;
    return [
      [
        `${name} ${result.version}`,
        formatSeconds(elapsedMs),
        formatSeconds(ownMs),
        formatRatio(ownMs / wordCountMs),
        formatMegabytes(peakBytes),
        formatKnown(result.pairs),
        formatKnown(result.verifiedPairs),
        formatKnown(result.redundant),
        result.gives,
      ],
    ];
  });
  const others = samples.flatMap(({ name, outcome, message }) =>
    outcome === 'done'
      ? []
      : [`${name}: ${outcome === 'absent' ? 'not installed, passed over' : outcome} (${message})`],
  );
  return [...formatTable(heads, done), ...others];
}

/** @param {number | null} count */
function formatKnown(count) {
  return count === null ? '–' : formatCount(count);
}
