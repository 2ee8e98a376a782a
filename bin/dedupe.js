#!/usr/bin/env node
// Starts the command line of the build in dist/ and leaves the exit status; everything else is src/cli/main.ts.
//
// `process` is the global one everywhere: an import of node:process has Node make all three standard streams first.

// Until main says otherwise: a program that ends on the way must not look as if it had found nothing, or duplicates.
process.exitCode = 2;
try {
  const { main } = await import('../dist/cli/main.js');
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUnbuilt = error.code === 'ERR_MODULE_NOT_FOUND' && String(error.url).endsWith('/dist/cli/main.js');
  const message = isUnbuilt ? 'dedupe: this checkout is not built; run: npm ci && npm run build' : error.stack;
  process.stderr.write(`${message}\n`);
}
