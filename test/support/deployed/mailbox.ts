import { outputs } from './system.ts';

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface SentMail {
  readonly To: readonly string[];
  readonly Subject: string;
  readonly BodyText: string;
  readonly BodyHtml: string;
}

interface Sent {
  readonly messages: Readonly<Record<string, readonly SentMail[]>>;
}

/** Every mail that the emulator's SES took, in its order. */
async function allMails(): Promise<readonly Mail[]> {
  const answer = await fetch(`${outputs.endpoint}/_ministack/ses/messages`);
  const { messages } = (await answer.json()) as Sent;
  const sent = Object.values(messages).flat();
  return sent.map(({ To, Subject, BodyText, BodyHtml }) => ({
    to: To,
    subject: Subject,
    text: BodyText,
    html: BodyHtml,
  }));
}

export const mailsTo = async (address: string): Promise<readonly Mail[]> =>
  (await allMails()).filter(({ to }) => to.includes(address));

/** Notices to the operators that name a registration or a user. */
export const noticesAbout = async (id: string): Promise<readonly Mail[]> =>
  (await mailsTo('operators@example.com')).filter(({ text }) => text.includes(id));
