import * as z from 'zod/mini';

const message = z.object({ To: z.array(z.string()), Subject: z.string(), BodyText: z.string() });
const messages = z.object({ messages: z.record(z.string(), z.array(message)) });

/** A mail as the emulator's SES keeps it, instead of sending it. */
export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** Every mail to `address`, oldest first. */
export async function mailsTo(endpoint: string, address: string): Promise<readonly Mail[]> {
  const answer = await fetch(`${endpoint}/_ministack/ses/messages`, { signal: AbortSignal.timeout(5_000) });
  const { messages: byAccount } = messages.parse(await answer.json());
  return Object.values(byAccount)
    .flat()
    .filter(({ To }) => To.includes(address))
    .map(({ To, Subject, BodyText }) => ({ to: To, subject: Subject, text: BodyText }));
}
