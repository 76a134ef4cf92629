import type { ChosenSystem } from '../chosen-system.ts';
import { BATCH, depthOf, look } from './letters.ts';
import { deadLetterQueues } from './queues.ts';

export interface Depth {
  readonly queue: string;
  readonly messages: number;
  /** Of the oldest of ten: SQS tells the age of the oldest of all to CloudWatch only. */
  readonly oldestSentAt: string | undefined;
}

/** Every dead-letter queue, by name. */
export function listQueues({ clients: { queues }, outputs }: ChosenSystem): Promise<readonly Depth[]> {
  return Promise.all(
    deadLetterQueues(outputs).map(async ({ name, url }): Promise<Depth> => {
      const messages = await depthOf(queues, url);
      const letters = messages === 0 ? [] : await look(queues, url, BATCH);
      const times = letters.flatMap(({ Attributes }) => Number(Attributes?.SentTimestamp ?? []) || []);
      const oldest = times.length === 0 ? undefined : new Date(Math.min(...times)).toISOString();
      return { queue: name, messages, oldestSentAt: oldest };
    }),
  );
}
