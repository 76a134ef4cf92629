import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { clientSettings } from '../platform/aws/clients.ts';
import { errorNameOf } from '../platform/errors.ts';
import type { AddressedMail } from './compose.ts';

const utf8 = (text: string) => ({ Charset: 'UTF-8', Data: text });

/** One attempt: the SDK would repeat a call whose response was lost, and send the mail twice. */
export const sesClient = (): SESClient => new SESClient({ ...clientSettings, maxAttempts: 1 });

export const sesDelivery =
  (client: SESClient, sender: string) =>
  async ({ to, subject, html, text }: AddressedMail): Promise<void> => {
    const command = new SendEmailCommand({
      Source: sender,
      Destination: { ToAddresses: [to] },
      Message: { Subject: utf8(subject), Body: { Html: utf8(html), Text: utf8(text) } },
    });
    await client.send(command);
  };

/**
 * What an error of SES says about the mail.
 *   not_sent  certainly not sent; the same mail can be sent later, once the cause is gone
 *   refused   certainly not sent, and never will be
 *   unknown   it may have been sent, so it must not be sent again
 */
export type SendFailure = 'not_sent' | 'refused' | 'unknown';

// Names without `Exception`, which some of the service's errors carry and some do not.
const failures: Readonly<Record<string, SendFailure>> = {
  // Rate limits: transient.
  Throttling: 'not_sent',
  TooManyRequests: 'not_sent',
  // Configuration, permission, quota: an operator has to act.
  MailFromDomainNotVerified: 'not_sent',
  ConfigurationSetDoesNotExist: 'not_sent',
  ConfigurationSetSendingPaused: 'not_sent',
  AccountSendingPaused: 'not_sent',
  LimitExceeded: 'not_sent',
  AccessDenied: 'not_sent',
  UnrecognizedClient: 'not_sent',
  InvalidClientTokenId: 'not_sent',
  SignatureDoesNotMatch: 'not_sent',
  ExpiredToken: 'not_sent',
  // This mail itself is refused.
  MessageRejected: 'refused',
  InvalidParameterValue: 'refused',
  ValidationError: 'refused',
};

// No connection was made, so nothing was sent.
const connectionErrors = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

export function sendFailureOf(error: unknown): SendFailure {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && connectionErrors.has(code)) return 'not_sent';
  const name = errorNameOf(error).replace(/Exception$/, '');
  return Object.hasOwn(failures, name) ? (failures[name] ?? 'unknown') : 'unknown';
}
