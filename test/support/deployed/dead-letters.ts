import { describeMessage } from '../../../local/commands/dlq/describe.ts';
import { peek } from '../../../local/commands/dlq/messages.ts';
import { deadLetterQueue } from '../../../local/commands/dlq/queues.ts';
import { clients, outputs } from './system.ts';

const ALL = 1_000;

/** The dead letters with `text` in them, as `rollcall dlq show` describes them; they stay where they are. */
export async function deadLettersAbout(name: string, text: string) {
  const messages = await peek(clients.queues, deadLetterQueue(outputs, name).url, ALL);
  return messages.filter(({ Body }) => Body?.includes(text)).map((message) => describeMessage(message));
}
