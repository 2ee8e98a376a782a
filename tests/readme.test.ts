// README says what is so: its table of options is the one of the code, and its examples run as shown.
//
// An example is a ```console block after a line `<!-- run -->` or, where the last command ends with another status than
// 0, `<!-- run: 1 -->`. It runs in a fresh folder that holds a copy of fixtures/, with `dedupe` in PATH; lines that
// begin with `$ ` are commands, what follows is their whole output, and a line `…` stands for any lines.

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderOptionTable } from '../src/options.js';
import { makeFolder } from './helpers/make-folder.js';
import { nodePath, programPath, requireBuild } from './helpers/run-dedupe.js';

interface Example {
  readonly command: string;
  readonly output: string;
  readonly status: number;
}

const root = join(import.meta.dirname, '..');
const readmePath = join(root, 'README.md');
const readme = existsSync(readmePath) ? readFileSync(readmePath, 'utf8') : '';

/** The commands of all marked blocks, each with what it is said to print. */
function listExamples(markdown: string): Example[] {
  const blocks = markdown.matchAll(/^<!-- run(?:: (\d+))? -->\n+```console\n(.*?)^```$/gms);
  return [...blocks].flatMap(([, lastStatus = '0', block = '']) => {
    const parts = block.split(/^\$ /m).slice(1);
    return parts.map((part, index) => {
      const [command = '', ...output] = part.split('\n');
      const isLast = index === parts.length - 1;
      return { command, output: output.join('\n'), status: isLast ? Number(lastStatus) : 0 };
    });
  });
}

/** A pattern that is the output, with any lines where it says `…`. */
function matchOutput(output: string): RegExp {
  const lines = output.trimEnd().split('\n');
  const patterns = lines.map((line) => (line.trim() === '…' ? '(?:.*\\n)*' : `${escapePattern(line.trimEnd())} *\\n`));
  return new RegExp(`^${output.trim() === '' ? '' : patterns.join('')}$`);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A folder with fixtures/ and, as `.bin/dedupe`, the program. */
function makeReaderFolder(): string {
  const folder = makeFolder({ '.bin/dedupe': `#!/bin/sh\nexec "${nodePath}" "${programPath}" "$@"\n` });
  chmodSync(join(folder, '.bin', 'dedupe'), 0o755);
  cpSync(join(root, 'fixtures'), join(folder, 'fixtures'), { recursive: true });
  return folder;
}

describe('README', () => {
  it('has the table of options that the code has', () => {
    const [, table] = /<!-- options:begin -->\n+(.*?)\n+<!-- options:end -->/s.exec(readme) ?? [];
    expect(table).toBe(renderOptionTable());
  });

  it('has examples that run', () => {
    expect(listExamples(readme).length).toBeGreaterThan(0);
  });

  it.each(listExamples(readme))('shows what happens: $command', ({ command, output, status }) => {
    requireBuild();
    const folder = makeReaderFolder();
    const result = spawnSync('sh', ['-c', `${command} 2>&1`], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: `${join(folder, '.bin')}:${process.env['PATH'] ?? ''}`, NO_COLOR: '1' },
    });
    expect(result.stdout).toMatch(matchOutput(output));
    expect(result.status).toBe(status);
  });
});

describe('the library example', () => {
  it('runs as it stands, in a project that has the package', () => {
    requireBuild();
    const [, code = ''] = /^<!-- example -->\n+```js\n(.*?)^```$/ms.exec(readme) ?? [];
    const folder = makeFolder({ 'example.js': code, 'package.json': '{ "type": "module" }' });
    cpSync(join(root, 'fixtures', 'articles'), join(folder, 'fixtures', 'articles'), { recursive: true });
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules', 'dedupe-cli'), 'dir');
    const printed = execFileSync(nodePath, ['example.js'], { cwd: folder, encoding: 'utf8' });
    expect(printed).toContain(
      'fixtures/articles/lighthouse-keeper.txt: contained, kept is fixtures/articles/lighthouse-keeper-with-related-posts.txt\n',
    );
    expect(printed.trimEnd().split('\n')).toHaveLength(4);
  });
});

describe('the reading of examples', () => {
  const markdown = [
    'Text.',
    '<!-- run: 1 -->',
    '',
    '```console',
    '$ echo a',
    'a',
    '$ printf "b\\nc\\nd\\n"; exit 1',
    'b',
    '…',
    '```',
    '',
    '```console',
    '$ not run',
    '```',
  ].join('\n');

  it('finds the commands of marked blocks, their output and status', () => {
    expect(listExamples(markdown)).toEqual([
      { command: 'echo a', output: 'a\n', status: 0 },
      { command: 'printf "b\\nc\\nd\\n"; exit 1', output: 'b\n…\n', status: 1 },
    ]);
  });

  it('holds output to what is shown', () => {
    const [first, second] = listExamples(markdown);
    const printed = execFileSync('sh', ['-c', first?.command ?? ''], { encoding: 'utf8' });
    expect(printed).toMatch(matchOutput(first?.output ?? ''));
    expect(`${printed}more\n`).not.toMatch(matchOutput(first?.output ?? ''));
    expect('b\nc\nd\n').toMatch(matchOutput(second?.output ?? ''));
    expect('x\n').not.toMatch(matchOutput(''));
  });
});
