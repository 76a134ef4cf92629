#!/usr/bin/env node
// The command `rollcall`. Plain JavaScript that runs on Node 20: it finds the Node 24 that package-lock.json pins
// (the dependency `node`) and runs cli.ts with it. `npm` and `npx` put that Node first on the PATH themselves.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = path.join(root, 'local', 'cli.ts');
const pinnedNode = path.join(root, 'node_modules', '.bin', 'node');
const PARENT_CHECK_MS = 500;

const canRunCli = Number(process.versions.node.split('.')[0]) >= 24 && Boolean(process.features.typescript);

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}

/** Runs cli.ts with the pinned Node; passes signals on, and answers with its exit code. */
function runWithPinnedNode() {
  const child = spawn(pinnedNode, [cli, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const parent = process.ppid;
  // npm that is killed cannot pass a signal on.
  setInterval(() => process.ppid === parent || child.kill('SIGTERM'), PARENT_CHECK_MS).unref();
  child.on('error', (error) => fail(`${pinnedNode} does not run (${error.code}); run \`npm rebuild node\`.`));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}

if (!existsSync(path.join(root, 'node_modules'))) fail('The dependencies are not installed; run `npm ci` first.');
else if (canRunCli) await (await import('./cli.ts')).main();
else if (existsSync(pinnedNode)) runWithPinnedNode();
else
  fail(
    `Rollcall needs Node 24, this is ${process.version}, and the Node that package-lock.json pins is missing (npm install scripts are off, perhaps); run \`npm rebuild node\`.`,
  );
