import type { AuthenticationRefusal } from '../../../contracts/authentication.ts';
import type { SessionMode } from '../../../contracts/sessions.ts';
import type { Authorization } from '../../domain/authorization/authorization.ts';
import { isVerified } from '../../domain/profile-rules.ts';
import type { SignIn } from '../../domain/user-pool/sign-in.ts';
import { Refusal } from '../../platform/errors.ts';
import type { Profile } from './store.ts';

/** One and the same for every reason: which it was is told to nobody but the events. */
export const loginRefused = () =>
  new Refusal('login_refused', 'Check the username and the password, or reset the password, and try again.');

export const providerSilent = () =>
  new Refusal(
    'unavailable',
    'The identity provider did not answer. Nobody was signed in; send the same request again.',
  );

/** What is known of who wants to come in; nothing of a stranger. */
export interface AccountStatus {
  readonly userId: string | undefined;
  readonly held: Authorization | undefined;
  readonly profile: Profile | undefined;
}

export const isActive = ({ held, profile }: AccountStatus): boolean =>
  held !== undefined && held.disabled !== true && profile !== undefined && profile.deletionStartedAt === undefined;

/**
 * Why somebody is not let in; undefined when she is. That she is disabled or not verified is a reason only after a
 * right password.
 */
export function refusalReason(accountStatus: AccountStatus, signIn: SignIn): AuthenticationRefusal | undefined {
  const refused = 'refused' in signIn ? signIn.refused : undefined;
  if (refused === 'unexpected_exception') return refused;
  if (accountStatus.userId === undefined) return 'user_not_found';
  if (refused !== undefined) return refused;
  if (!isActive(accountStatus)) return 'user_inactive';
  return accountStatus.profile !== undefined && isVerified(accountStatus.profile) ? undefined : 'not_verified';
}

type Headers = Readonly<Record<string, string | undefined>>;

/** What was asked for; else cookies for browsers, which say so themselves, and tokens for programs. */
export function modeOf(asked: SessionMode | undefined, headers: Headers): SessionMode {
  if (asked !== undefined) return asked;
  // Not any Sec-Fetch header: Node's fetch sends Sec-Fetch-Mode, and is no browser.
  const isBrowser = headers['sec-fetch-site'] !== undefined || headers.accept?.includes('text/html');
  return isBrowser ? 'cookie' : 'token';
}
