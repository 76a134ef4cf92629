import { errorNameOf } from '../platform/errors.ts';

/**
 * What an error of the mail service says about the mail.
 *   not_sent  surely not sent; the same mail may go out later, once the cause is gone
 *   refused   surely not sent, and never will be
 *   unknown   nobody knows; it must not be sent again
 */
export type Fate = 'not_sent' | 'refused' | 'unknown';

// Names without `Exception`, which some of the service's errors carry and some do not.
const fates: Readonly<Record<string, Fate>> = {
  // Passes by itself.
  Throttling: 'not_sent',
  TooManyRequests: 'not_sent',
  // An operator's matter: configuration, permission, quota.
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
  // This mail is the matter.
  MessageRejected: 'refused',
  InvalidParameterValue: 'refused',
  ValidationError: 'refused',
};

// The connection never stood, so nothing was sent.
const unconnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

export function fateOf(error: unknown): Fate {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && unconnected.has(code)) return 'not_sent';
  const name = errorNameOf(error).replace(/Exception$/, '');
  return Object.hasOwn(fates, name) ? (fates[name] ?? 'unknown') : 'unknown';
}
