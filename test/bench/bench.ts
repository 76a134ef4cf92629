import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { bundle } from '../../lib/bundle.ts';
import { entries } from '../../lib/functions/index.ts';
import { auditChapter } from './audit/audit-page.ts';
import { authorizationChapter } from './authorization/authorization.ts';
import { bundlesChapter } from './bundles.ts';
import type { Chapter, Log } from './figure.ts';
import { page } from './page.ts';
import { signInChapter } from './sign-in/sign-in.ts';
import { firstAnswerChapter } from './start/first-answer.ts';
import { startChapter } from './start/handlers.ts';
import { workflowChapter } from './workflow.ts';

// npm run bench; -- --only start,audit prints these chapters and writes no page; --runs 15 is the least. --calls 40 is enough
// to try the chapter sign-in.
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '21' },
    calls: { type: 'string', default: '400' },
    only: { type: 'string' },
  },
});
const FEWEST_RUNS = 15;

const makers: Readonly<Record<string, (runs: number, log: Log) => Promise<Chapter>>> = {
  start: startChapter,
  cold: firstAnswerChapter,
  bundles: bundlesChapter,
  registration: workflowChapter,
  audit: auditChapter,
  authorization: authorizationChapter,
  'sign-in': (runs, log) => signInChapter(runs, Number(values.calls), log),
};

const begun = performance.now();
const logTo =
  (name: string): Log =>
  (line) =>
    console.error(`${Math.round((performance.now() - begun) / 1000)} s  ${name}: ${line}`);

async function chapters(names: readonly string[], runs: number): Promise<readonly Chapter[]> {
  const made: Chapter[] = [];
  for (const name of names) {
    const make = makers[name];
    if (make === undefined) throw new Error(`there is no chapter ${name}; there are ${Object.keys(makers).join(', ')}`);
    logTo(name)('begins');
    made.push(await make(runs, logTo(name)));
  }
  return made;
}

await bundle(entries);
const names = values.only?.split(',') ?? Object.keys(makers);
const made = await chapters(names, Math.max(FEWEST_RUNS, Number(values.runs)));
const text = page(made, {
  cores: availableParallelism(),
  node: process.versions.node,
  date: new Date().toISOString().slice(0, 10),
  load: loadavg()[0] ?? 0,
});
if (values.only) console.log(text);
else writeFileSync(new URL('../../docs/benchmarks.md', import.meta.url), text);
