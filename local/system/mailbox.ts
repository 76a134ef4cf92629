import * as z from 'zod/mini';
import { CommandError } from '../command-error.ts';

const message = z.object({
  To: z.array(z.string()),
  Subject: z.string(),
  BodyText: z.string(),
  /** Seconds. */
  Timestamp: z.number(),
});
const messages = z.object({ messages: z.record(z.string(), z.array(message)) });

/** A mail that the emulator's SES has stored instead of sending it. */
export interface Mail {
  readonly sentAt: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

const TIMEOUT_MS = 5_000;

/** Every mail since the emulator started, oldest first; those to one address when it is given. */
export async function mails(endpoint: string, address?: string): Promise<readonly Mail[]> {
  const url = `${endpoint}/_ministack/ses/messages`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new CommandError(`The emulator's mailbox ${url} answered ${answer.status}.`);
  const { messages: byAccount } = messages.parse(await answer.json());
  return Object.values(byAccount)
    .flat()
    .filter(({ To }) => address === undefined || To.includes(address))
    .toSorted((a, b) => a.Timestamp - b.Timestamp)
    .map(({ To, Subject, BodyText, Timestamp }) => ({
      sentAt: new Date(Timestamp * 1000).toISOString(),
      to: To,
      subject: Subject,
      text: BodyText,
    }));
}
