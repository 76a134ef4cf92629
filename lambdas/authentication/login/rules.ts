import type { AuthenticationRefusal } from '../../../contracts/authentication.ts';
import type { SessionMode } from '../../../contracts/sessions.ts';
import type { Authorization } from '../../domain/authorization/authorization.ts';
import { isVerified } from '../../domain/profile-rules.ts';
import type { SignInResult } from '../../domain/user-pool/sign-in.ts';
import { Refusal } from '../../platform/errors.ts';
import type { LoginProfile } from './store.ts';

/** One answer for every reason; only the events name the reason. */
export const loginRefused = () =>
  new Refusal('login_refused', 'Check the username and the password, or reset the password, and try again.');

/** The stored state of an account; empty for an unknown username. */
export interface AccountStatus {
  readonly userId: string | undefined;
  readonly authorization: Authorization | undefined;
  readonly profile: LoginProfile | undefined;
}

export const isAccountActive = ({ authorization, profile }: AccountStatus): boolean =>
  authorization !== undefined &&
  authorization.disabled !== true &&
  profile !== undefined &&
  profile.deletionStartedAt === undefined;

/** Why a login is refused; undefined when it succeeds. A disabled or unverified account is a reason only after a correct password. */
export function refusalReason(accountStatus: AccountStatus, signIn: SignInResult): AuthenticationRefusal | undefined {
  const refused = 'refused' in signIn ? signIn.refused : undefined;
  if (refused === 'unexpected_exception') return refused;
  if (accountStatus.userId === undefined) return 'user_not_found';
  if (refused !== undefined) return refused;
  if (!isAccountActive(accountStatus)) return 'user_inactive';
  return accountStatus.profile !== undefined && isVerified(accountStatus.profile) ? undefined : 'not_verified';
}

type Headers = Readonly<Record<string, string | undefined>>;

/** The requested mode; by default cookies for browsers, which identify themselves, and tokens for programs. */
export function modeOf(requested: SessionMode | undefined, headers: Headers): SessionMode {
  if (requested !== undefined) return requested;
  // Not any Sec-Fetch header: Node's fetch sends Sec-Fetch-Mode, and is no browser.
  const isBrowser = headers['sec-fetch-site'] !== undefined || headers.accept?.includes('text/html');
  return isBrowser ? 'cookie' : 'token';
}
