import type { Command } from 'commander';
import type { Stage } from '../../../lib/config.ts';
import { FAILED } from '../../command-error.ts';
import { type DeployedSystem, findSystem } from '../../system/find-system.ts';
import { say, sayJson } from '../../terminal.ts';
import { count, json as jsonOption, optionalStage } from '../options.ts';
import { describeMessage } from './describe.ts';
import { depthLines, messageLines, replayLines } from './lines.ts';
import { peek } from './messages.ts';
import { deadLetterQueue, listQueues } from './queues.ts';
import { replay } from './replay.ts';

interface Options {
  readonly stage?: Stage;
  readonly json?: boolean;
}

interface Answer {
  readonly json: unknown;
  readonly lines: readonly string[];
}

async function print({ stage, json = false }: Options, ask: (system: DeployedSystem) => Promise<Answer>) {
  const answer = await ask(await findSystem(stage));
  if (json) sayJson(answer.json);
  else for (const line of answer.lines) say(line);
}

const list = (options: Options): Promise<void> =>
  print(options, async (system) => {
    const depths = await listQueues(system);
    return { json: depths, lines: depthLines(depths, new Date()) };
  });

const DEFAULT_SHOWN = 10;

const show = (name: string, options: Options & { readonly limit: number; readonly full?: boolean }): Promise<void> =>
  print(options, async ({ clients, outputs }) => {
    const messages = await peek(clients.queues, deadLetterQueue(outputs, name).url, options.limit);
    const described = messages.map((message) => describeMessage(message, options.full));
    return { json: described, lines: described.length === 0 ? ['It is empty.'] : described.flatMap(messageLines) };
  });

const replayQueue = (name: string, options: Options & { readonly limit?: number }): Promise<void> =>
  print(options, async (system) => {
    const queue = deadLetterQueue(system.outputs, name);
    const report = await replay(system, queue, options.limit ?? Number.POSITIVE_INFINITY);
    if (report.remaining.length > 0) process.exitCode = FAILED;
    return { json: report, lines: replayLines(report) };
  });

/** `rollcall dlq list | show <queue> | replay <queue>`: the messages that consumers could not process. */
export function addDlq(program: Command): void {
  const dlq = program
    .command('dlq')
    .summary('list, show and replay dead-letter queues')
    .description('List, show and replay the messages of the dead-letter queues.');
  dlq
    .command('list')
    .description('list every dead-letter queue with its depth and age')
    .addOption(optionalStage())
    .addOption(jsonOption())
    .action(list);
  dlq
    .command('show')
    .description('show messages of a queue by their ids; they stay in the queue')
    .argument('<queue>', 'a queue of the list, such as auditDlq')
    .option('--limit <count>', 'at most so many messages', count, DEFAULT_SHOWN)
    .option('--full', 'show whole messages, with their personal data')
    .addOption(optionalStage())
    .addOption(jsonOption())
    .action(show);
  dlq
    .command('replay')
    .description('send the messages of a queue to their consumer again; exit code 1 when some remain')
    .argument('<queue>', 'a queue of the list, such as auditDlq')
    .option('--limit <count>', 'at most so many messages; all when absent', count)
    .addOption(optionalStage())
    .addOption(jsonOption())
    .action(replayQueue);
}
