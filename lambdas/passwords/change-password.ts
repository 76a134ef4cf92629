import { changePasswordRequest } from '../../contracts/api/passwords.ts';
import { type RefuseWeak, weakPassword } from '../domain/password-strength/refuse-weak.ts';
import type { FindProfile } from '../domain/profiles.ts';
import type { PoolTokens } from '../domain/sessions/open-session.ts';
import { tooManyAttempts } from '../domain/throttles/rules.ts';
import type { SetPassword } from '../domain/user-pool/password.ts';
import type { SignIns } from '../domain/user-pool/sign-in.ts';
import { poolSilent } from '../domain/user-pool/unavailable.ts';
import type { ApiAnswer } from '../platform/api/answer.ts';
import { type ApiRequest, readBody } from '../platform/api/request.ts';
import type { Clock } from '../platform/clock.ts';
import { Refusal } from '../platform/errors.ts';
import type { IdSource } from '../platform/ids.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import type { Change, ChangeStore } from './change-store.ts';
import type { CheckPassword } from './check-password.ts';

export interface ChangeDependencies {
  readonly profileOf: FindProfile;
  readonly check: CheckPassword;
  readonly store: ChangeStore;
  readonly setPassword: SetPassword;
  readonly signIn: SignIns['byPassword'];
  readonly refuseWeak: RefuseWeak;
  readonly clock: Clock;
  readonly newId: IdSource;
}

const FIELD = 'newPassword';

const gone = () => new Refusal('unauthorized', 'Your account is not there any more.');
const beingChanged = () =>
  new Refusal('unavailable', 'Your password is being changed already. Wait a minute, and send the request again.');
const changedWithoutSession = () =>
  new Refusal('unavailable', 'The password was changed, and every session has ended. Log in with the new one.');

/**
 * POST /v1/me/password. Every session ends, this one, too: its answer holds a new one. Claim > pool > transaction,
 * as a reset does it.
 */
export function changePassword(deps: ChangeDependencies): (request: ApiRequest) => Promise<ApiAnswer> {
  const { profileOf, check, store, setPassword, signIn, refuseWeak, clock, newId } = deps;

  async function inPool({ profile }: Change, password: string): Promise<PoolTokens | undefined> {
    const answer = await setPassword(profile.userId, password);
    if (answer === 'refused') throw weakPassword(FIELD);
    if (answer === 'user_not_found') throw gone();
    const signedIn = await signIn(profile.userId, password);
    return 'tokens' in signedIn ? signedIn.tokens : undefined;
  }

  /** The claim would end by itself, too. */
  async function giveBack(change: Change): Promise<void> {
    await store.release(change).catch((error: unknown) => logger.warn('a claim stays', errorFields(error)));
  }

  async function runOnce(change: Change, password: string, request: ApiRequest): Promise<ApiAnswer> {
    try {
      const tokens = await inPool(change, password);
      const answer = await store.complete(change, request, tokens, clock());
      if (answer === undefined) throw changedWithoutSession();
      return answer;
    } catch (error) {
      await giveBack(change);
      throw poolSilent(error);
    }
  }

  return async (request) => {
    const body = readBody(request, changePasswordRequest);
    const profile = await profileOf(request.caller.userId);
    if (profile === undefined) throw gone();
    await refuseWeak(FIELD, body.newPassword, profile);
    const seen = await check(profile, body.currentPassword);
    const change = { profile, seen, claim: { id: newId(), at: clock() } };
    const claimed = await store.claim(change);
    if (claimed === 'blocked') throw tooManyAttempts(1);
    if (claimed === 'busy') throw beingChanged();
    return runOnce(change, body.newPassword, request);
  };
}
