import { CommandError, REFUSED } from '../../command-error.ts';
import type { DeployedSystem } from '../../system/find-system.ts';
import type { Outputs } from '../../system/outputs.ts';
import { BATCH, depthOf, peek } from './messages.ts';

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

/** The queue of that name, with or without `Dlq` at its end. Refuses unknown names with the known ones. */
export function deadLetterQueue(outputs: Outputs, name: string): DeadLetterQueue {
  const all = deadLetterQueues(outputs);
  const queue = all.find((candidate) => candidate.name === name || candidate.name === `${name}${SUFFIX}`);
  if (queue !== undefined) return queue;
  const names = all.map((known) => known.name).join(', ');
  throw new CommandError(`There is no dead-letter queue ${name}; choose one of ${names}.`, REFUSED);
}

export interface Depth {
  readonly queue: string;
  readonly messages: number;
  /** Of the oldest of ten: SQS reports the age of the oldest of all to CloudWatch only. */
  readonly oldestSentAt: string | undefined;
}

/** Every dead-letter queue, by name. */
export function listQueues({ clients: { queues }, outputs }: DeployedSystem): Promise<readonly Depth[]> {
  return Promise.all(
    deadLetterQueues(outputs).map(async ({ name, url }): Promise<Depth> => {
      const depth = await depthOf(queues, url);
      const messages = depth === 0 ? [] : await peek(queues, url, BATCH);
      const times = messages.flatMap(({ Attributes }) => Number(Attributes?.SentTimestamp ?? []) || []);
      const oldest = times.length === 0 ? undefined : new Date(Math.min(...times)).toISOString();
      return { queue: name, messages: depth, oldestSentAt: oldest };
    }),
  );
}
