// Builds dist/ when npm runs `prepare`: after `npm ci` in a checkout, before `npm pack` and `npm publish`.
//
// A production install (`npm ci --omit=dev`) has no bundler, and needs none of its own: then this says so in one line
// and succeeds. Everything about the build itself stands in tsdown.config.ts.

import process from 'node:process';

if (isInstalled('tsdown')) {
  const { build } = await import('tsdown');
  await build({ logLevel: 'warn' });
} else {
  process.stdout.write('prepare: tsdown is not installed (no dev dependencies), so dist/ is left as it is\n');
}

/**
 * @param {string} packageName
 * @returns {boolean}
 */
function isInstalled(packageName) {
  try {
    import.meta.resolve(packageName);
    return true;
  } catch {
    return false;
  }
}
