import type { Command } from 'commander';
import { catalogue } from '../../contracts/events/index.ts';
import { findEmulatedSystem } from '../system/find-system.ts';
import { type BusEvent, followBus } from '../system/follow-bus.ts';
import { dim, say, stopSignal } from '../terminal.ts';
import { json as jsonOption } from './options.ts';

const TYPE_WIDTH = Math.max(...catalogue.map(({ type }) => type.length));

const textOf = (value: unknown): string => (Array.isArray(value) ? `[${value.join(', ')}]` : String(value));

/** One event on one line: its time (UTC), its name, and the plain fields of its data. */
export function eventLine({ type, metadata, data }: BusEvent): string {
  const fields = Object.entries(data).filter(([, value]) => Array.isArray(value) || typeof value !== 'object');
  const text = fields.map(([name, value]) => `${dim(`${name}=`)}${textOf(value)}`).join(' ');
  return `${dim(metadata.occurredAt.slice(11, 23))}  ${type.padEnd(TYPE_WIDTH)}  ${text}`;
}

async function run({ json = false }: { readonly json?: boolean }): Promise<void> {
  const { clients, outputs } = await findEmulatedSystem();
  const signal = stopSignal();
  const show = json ? JSON.stringify : eventLine;
  const follower = await followBus(clients, outputs.eventBusName);
  if (!json) say(dim(`Following the bus ${outputs.eventBusName} with the rule ${follower.name}; Ctrl-C ends it.`));
  try {
    while (!signal.aborted) for (const event of await follower.receive()) say(show(event));
  } finally {
    await follower.close();
  }
}

/** `rollcall events`: prints every event of the bus until Ctrl-C, or until nothing reads the output. */
export const addEvents = (program: Command): Command =>
  program
    .command('events')
    .summary('follow the event bus of the local system')
    .description('Follow the event bus of the local system until Ctrl-C.')
    .addOption(jsonOption('print one JSON object a line: type, metadata, data'))
    .action(run);
