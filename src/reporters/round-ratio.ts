// Ratios as they are shown. Works on the shortest decimal that names the double: a ratio of two counts is a tie such as
// 0.58585 exactly when that decimal says so (another fraction as near would need a denominator above 10¹¹), whereas
// multiplying by 10,000 first loses it. Refuses what is no ratio.

/** Decimals of a ratio in the JSON reports. */
const RATIO_DECIMALS = 4;

/** Far above what multiplying by a power of ten can lose, 10⁻¹². */
const TIE_MARGIN = 1e-6;

/**
 * Rounds a ratio half up to 4 decimals, as the reports write it.
 * Throws a plain Error for anything outside 0 … 1: no measure can be there.
 */
export function roundRatio(ratio: number): number {
  return roundUnits(ratio, RATIO_DECIMALS) / 10 ** RATIO_DECIMALS;
}

/** Cuts a ratio to 4 decimals: for bounds, which must not promise more than they hold. Throws as `roundRatio` does. */
export function truncateRatio(ratio: number): number {
  return truncateUnits(ratio, RATIO_DECIMALS) / 10 ** RATIO_DECIMALS;
}

/** How many whole units of 10^-decimals a ratio holds, rounded down: with 2 decimals, its percentage. */
export function truncateUnits(ratio: number, decimals: number): number {
  return Number(splitDigits(ratio, decimals).kept);
}

/** How many units of 10^-decimals a ratio holds, rounded half up. */
export function roundUnits(ratio: number, decimals: number): number {
  const scaled = ratio * 10 ** decimals;
  const part = scaled % 1;
  // Away from a tie multiplying loses nothing that matters; that is where almost all ratios are.
  if (ratio >= 0 && ratio <= 1 && Math.abs(part - 0.5) > TIE_MARGIN) return scaled - part + (part > 0.5 ? 1 : 0);
  const { kept, dropped } = splitDigits(ratio, decimals);
  return Number(kept) + (dropped >= '5' ? 1 : 0);
}

/** The decimal digits of a ratio, without a point: those kept, at least one, and those dropped. */
function splitDigits(ratio: number, decimals: number): { kept: string; dropped: string } {
  if (!(ratio >= 0 && ratio <= 1)) throw new Error(`a ratio lies between 0 and 1, not at ${ratio}`);
  const text = String(ratio);
  // Below a millionth JavaScript writes an exponent; that is zero to as many decimals as are ever shown.
  if (text.includes('e')) return { kept: '0', dropped: '0' };
  const [whole = '0', fraction = ''] = text.split('.');
  return { kept: whole + fraction.slice(0, decimals).padEnd(decimals, '0'), dropped: fraction.slice(decimals) };
}
