import { CommandError } from '../command/command-error.ts';
import type { Outputs } from '../deployment/outputs.ts';

export interface DeadLetterQueue {
  /** As outputs.json calls it, such as `auditDlq`. */
  readonly name: string;
  readonly url: string;
  /** The queue whose messages end here; none for the journal's stream and for schedules. */
  readonly sourceUrl: string | undefined;
}

const SUFFIX = 'Dlq';

export const deadLetterQueues = ({ queues }: Outputs): readonly DeadLetterQueue[] =>
  Object.entries(queues)
    .filter(([name]) => name.endsWith(SUFFIX))
    .map(([name, url]) => ({ name, url, sourceUrl: queues[name.slice(0, -SUFFIX.length)] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** 2 tells a script that it asked for something that is not. */
const UNKNOWN = 2;

/** The queue of that name, with or without `Dlq` at its end. Refuses others with the names that there are. */
export function deadLetterQueue(outputs: Outputs, name: string | undefined): DeadLetterQueue {
  const all = deadLetterQueues(outputs);
  const found = all.find((queue) => queue.name === name || queue.name === `${name}${SUFFIX}`);
  if (found !== undefined) return found;
  const names = all.map((queue) => queue.name).join(', ');
  const what = name === undefined ? 'The queue is missing' : `There is no dead-letter queue ${name}`;
  throw new CommandError(`${what}; choose one of ${names}.`, UNKNOWN);
}
