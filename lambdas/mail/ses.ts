import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { clientSettings } from '../platform/aws/settings.ts';
import type { MailerDependencies } from './send-mail.ts';

const utf8 = (text: string) => ({ Charset: 'UTF-8', Data: text });

/** One try: the SDK would repeat a call whose answer was lost, and so send the mail twice. */
export const sesClient = (): SESClient => new SESClient({ ...clientSettings, maxAttempts: 1 });

export const sesDelivery =
  (client: SESClient, sender: string): MailerDependencies['deliver'] =>
  async ({ to, subject, html, text }) => {
    const command = new SendEmailCommand({
      Source: sender,
      Destination: { ToAddresses: [to] },
      Message: { Subject: utf8(subject), Body: { Html: utf8(html), Text: utf8(text) } },
    });
    await client.send(command);
  };
