import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../local/system/folders.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const bin = path.join(root, 'local', 'rollcall.mjs');

/** A checkout with rollcall.mjs and a cli.ts of one line. */
function checkout(cli: string, ...bins: readonly string[]): string {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'local'));
  mkdirSync(path.join(folder, 'node_modules', '.bin'), { recursive: true });
  copyFileSync(bin, path.join(folder, 'local', 'rollcall.mjs'));
  writeFileSync(path.join(folder, 'local', 'cli.ts'), `${cli}\nexport const main = () => {};\n`);
  for (const name of bins) symlinkSync(process.execPath, path.join(folder, 'node_modules', '.bin', name));
  return folder;
}

/** Runs it as a Node that cannot run TypeScript, as Node 20. */
function runAsOldNode(folder: string, ...args: readonly string[]) {
  const file = path.join(folder, 'local', 'rollcall.mjs');
  const child = spawn(process.execPath, ['--no-experimental-strip-types', file, ...args], { stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      output += text;
    });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, output }));
  return { child, ended };
}

it('rollcall.mjs runs cli.ts with the pinned Node, and passes arguments and exit code on', async () => {
  const folder = checkout('console.log(process.argv.slice(2).join(" ")); process.exitCode = 2;', 'node');
  const { code, output } = await runAsOldNode(folder, 'dlq', 'list').ended;
  expect(output).toBe('dlq list\n');
  expect(code).toBe(2);
});

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('rollcall.mjs passes %s on to cli.ts', async (signal) => {
  const cli = `process.on('${signal}', () => { console.log('stopped'); process.exit(7); }); setInterval(() => {}, 1000); console.log('ready');`;
  const { child, ended } = runAsOldNode(checkout(cli, 'node'));
  await once(child.stdout, 'data');
  child.kill(signal);
  const { code, output } = await ended;
  expect(output).toBe('ready\nstopped\n');
  expect(code).toBe(7);
});

it('rollcall.mjs names the remedy in one line when the pinned Node is missing', async () => {
  const { code, output } = await runAsOldNode(checkout('')).ended;
  expect(output).toMatch(/^[^\n]*run `npm rebuild node`\.\n$/);
  expect(code).toBe(1);
});

it('rollcall.mjs names the remedy in one line when nothing is installed', async () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'local'));
  copyFileSync(bin, path.join(folder, 'local', 'rollcall.mjs'));
  const { code, output } = await runAsOldNode(folder).ended;
  expect(output).toMatch(/^[^\n]*run `npm ci` first\.\n$/);
  expect(code).toBe(1);
});
