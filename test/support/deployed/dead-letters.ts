import { describeLetter } from '../../../local/dead-letters/describe.ts';
import { look } from '../../../local/dead-letters/letters.ts';
import { deadLetterQueue } from '../../../local/dead-letters/queues.ts';
import { clients, outputs } from './system.ts';

const ALL = 1_000;

/** The dead letters with `text` in them, as `npm run dlq -- show` describes them; they stay where they are. */
export async function deadLettersAbout(name: string, text: string) {
  const messages = await look(clients.queues, deadLetterQueue(outputs, name).url, ALL);
  return messages.filter(({ Body }) => Body?.includes(text)).map((message) => describeLetter(message));
}
