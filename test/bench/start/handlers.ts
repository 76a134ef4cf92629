import { entries } from '../../../lib/functions/index.ts';
import { bundleFile, sizesOf } from '../../support/bundle-sizes.ts';
import type { Chapter, Figure, Log } from '../figure.ts';
import { shown, table } from '../page.ts';
import { median, ratio, type Summary, summary } from '../statistics.ts';
import { emptyHandler } from './empty-handler.ts';
import { type Load, load } from './load.ts';

interface Started {
  readonly entry: string;
  readonly clients: number;
  readonly times: Summary;
  /** By the process's own time on the core. */
  readonly cpuTimes: Summary;
  /** Over the empty handler. */
  readonly mb: Summary;
  readonly undici: boolean;
}

/** Each round starts every handler once, the empty one first. */
async function measure(runs: number, log: Log): Promise<Map<string, Load[]>> {
  const files = new Map([['', emptyHandler()], ...entries.map((entry) => [entry, bundleFile(entry)] as const)]);
  const loads = new Map([...files.keys()].map((entry) => [entry, [] as Load[]]));
  for (let round = 0; round < runs; round += 1) {
    for (const [entry, file] of files) loads.get(entry)?.push(await load(file));
    log(`round ${round + 1} of ${runs}`);
  }
  return loads;
}

function startedOf(entry: string, loads: readonly Load[], empty: readonly Load[]): Started {
  const over = (pick: (one: Load) => number) => ratio(loads.map(pick), empty.map(pick));
  const emptyMb = median(empty.map(({ mb }) => mb));
  return {
    entry,
    clients: sizesOf(entry).clients,
    times: over(({ ms }) => ms),
    cpuTimes: over(({ cpuMs }) => cpuMs),
    mb: summary(loads.map(({ mb }) => mb - emptyMb)),
    undici: loads.some(({ undici }) => undici),
  };
}

const most = (started: readonly Started[], pick: (one: Started) => Summary): Started =>
  started.reduce((one, other) => (pick(other).median > pick(one).median ? other : one));

// Profiles of registration/api and logging/log-event, 2026-11-22 (docs/adr/0005): of the 40 ms that the first adds, 14 are
// Node's own https, tls and crypto, 11 compile the bundle, 9 make classes, schemas and clients, 3 collect garbage.
const whySdk =
  "a third of what is added is Node's https, tls and crypto, a quarter compiles the bundle, the rest makes schemas and clients";
const whyNoSdk = 'zod makes the schemas that the handler checks with; the rest compiles the bundle';

interface Start {
  readonly name: string;
  readonly target: number;
  readonly stretch: number;
  readonly why: string;
}

function startFigure(started: readonly Started[], start: Start): Figure {
  const slowest = most(started, ({ times }) => times);
  const { times, cpuTimes, entry } = slowest;
  const note = `${entry}; by CPU time ${shown(cpuTimes.median)}`;
  return { ...start, value: times.median, unit: 'x', spread: times, note };
}

function memoryFigure(started: readonly Started[]): Figure {
  const { entry, mb } = most(started, (one) => one.mb);
  const above = started.filter((one) => one.mb.median > 18).map((one) => one.entry);
  const note = above.length > 1 ? `${entry}; above 18: ${above.join(', ')}` : entry;
  return {
    name: 'memory over an empty handler, largest',
    value: mb.median,
    unit: 'MB',
    target: 18,
    stretch: 11,
    spread: mb,
    note,
  };
}

const detailsOf = (started: readonly Started[]): string =>
  table(
    ['handler', 'AWS clients', 'start, x empty', 'CPU, x empty', '+ MB'],
    started.map(({ entry, clients, times, cpuTimes, mb }) => [
      entry,
      String(clients),
      shown(times.median),
      shown(cpuTimes.median),
      shown(mb.median),
    ]),
  );

/** Start-up and memory of every handler, against one that does nothing. */
export async function startChapter(runs: number, log: Log): Promise<Chapter> {
  const loads = await measure(runs, log);
  const empty = loads.get('') ?? [];
  const started = entries.map((entry) => startedOf(entry, loads.get(entry) ?? [], empty));
  const emptyMs = summary(empty.map(({ ms }) => ms));
  const loadUndici = started.filter(({ undici }) => undici).map(({ entry }) => entry);
  return {
    title: 'Start of a handler',
    how: 'Process start to module loaded, as Node itself counts it, each time in a process of its own on one core; the bundle that is deployed, without a compile cache.',
    figures: [
      startFigure(
        started.filter(({ clients }) => clients > 0),
        { name: 'slowest handler with the SDK / empty', target: 2.8, stretch: 2.4, why: whySdk },
      ),
      startFigure(
        started.filter(({ clients }) => clients === 0),
        { name: 'slowest handler without the SDK / empty', target: 1.3, stretch: 1.1, why: whyNoSdk },
      ),
      memoryFigure(started),
      { name: 'handlers that load undici', value: loadUndici.length, unit: '', target: 0, note: loadUndici.join(', ') },
      { name: 'the empty handler', value: emptyMs.median, unit: 'ms', spread: emptyMs },
      { name: 'its memory', value: median(empty.map(({ mb }) => mb)), unit: 'MB' },
    ],
    details: detailsOf(started),
  };
}
