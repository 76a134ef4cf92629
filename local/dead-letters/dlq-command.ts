import { defineCommand } from 'citty';
import { type ChosenSystem, chosenSystem } from '../chosen-system.ts';
import { CommandError } from '../command/command-error.ts';
import { say } from '../command/screen.ts';
import { describeLetter } from './describe.ts';
import { look } from './letters.ts';
import { depthLines, letterLines, replayLines } from './lines.ts';
import { listQueues } from './list.ts';
import { deadLetterQueue } from './queues.ts';
import { replay } from './replay.ts';

/** What an action answers: for a script, and for a person. */
interface Answer {
  readonly json: unknown;
  readonly lines: readonly string[];
  readonly failed?: boolean;
}

interface Request {
  readonly queue: string | undefined;
  readonly limit: number | undefined;
  readonly full: boolean;
}

type Action = (system: ChosenSystem, request: Request) => Promise<Answer>;

const SHOWN = 10;

const list: Action = async (system) => {
  const depths = await listQueues(system);
  return { json: depths, lines: depthLines(depths, new Date()) };
};

const show: Action = async ({ clients, outputs }, { queue, limit = SHOWN, full }) => {
  const letters = await look(clients.queues, deadLetterQueue(outputs, queue).url, limit);
  const described = letters.map((letter) => describeLetter(letter, full));
  return { json: described, lines: described.length === 0 ? ['It is empty.'] : described.flatMap(letterLines) };
};

const sendOn: Action = async (system, { queue, limit = Number.POSITIVE_INFINITY }) => {
  const result = await replay(system, deadLetterQueue(system.outputs, queue), limit);
  return { json: result, lines: replayLines(result), failed: result.kept.length > 0 };
};

const actions = new Map<string, Action>([
  ['list', list],
  ['show', show],
  ['replay', sendOn],
]);

/** 2 tells a script that it asked for something that is not. */
const UNKNOWN = 2;

function actionNamed(name: string): Action {
  const action = actions.get(name);
  if (action !== undefined) return action;
  throw new CommandError(`There is no action ${name}; choose one of ${[...actions.keys()].join(', ')}.`, UNKNOWN);
}

function limitOf(text: string | undefined): number | undefined {
  if (text === undefined || /^[1-9]\d{0,5}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new CommandError(`--limit is "${text}"; set it to a number of messages, such as 10.`);
}

/** `npm run dlq -- list | show <queue> | replay <queue>`: what could not be handled, and how to handle it after all. */
export const dlqCommand = defineCommand({
  meta: { name: 'npm run dlq --', description: 'Looks into dead-letter queues, and sends on what is in them.' },
  args: {
    action: { type: 'positional', description: 'list, show or replay.' },
    queue: { type: 'positional', required: false, description: 'A queue of the list, such as auditDlq.' },
    limit: { type: 'string', description: 'At most so many messages: 10 are shown, and all replayed, when absent.' },
    full: { type: 'boolean', description: 'Show whole messages, with the personal data that is in them.' },
    stage: { type: 'string', description: 'A stage in AWS, with your credentials; the running system when absent.' },
    json: { type: 'boolean', description: 'Print JSON, and nothing else.' },
  },
  async run({ args: { action, queue, limit, full = false, stage, json = false } }) {
    const act = actionNamed(action ?? '');
    const request = { queue, limit: limitOf(limit), full };
    const answer = await act(await chosenSystem(stage, 'dlq'), request);
    if (json) say(JSON.stringify(answer.json, undefined, 2));
    else for (const line of answer.lines) say(line);
    if (answer.failed) process.exitCode = 1;
  },
});
