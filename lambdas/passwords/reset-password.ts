import { resetPasswordRequest } from '../../contracts/api/passwords.ts';
import type { FindToken } from '../domain/mailed-tokens/find.ts';
import { tokenNotValid } from '../domain/mailed-tokens/refusal.ts';
import type { MailedToken } from '../domain/mailed-tokens/token.ts';
import { type RefuseWeak, weakPassword } from '../domain/password-strength/refuse-weak.ts';
import { isVerified } from '../domain/profile-rules.ts';
import type { FindProfile, Profile } from '../domain/profiles.ts';
import type { ConfirmEmail } from '../domain/user-pool/email.ts';
import type { SetPassword } from '../domain/user-pool/password.ts';
import { poolSilent } from '../domain/user-pool/unavailable.ts';
import type { ApiAnswer } from '../platform/api/answer.ts';
import { type ApiRequest, readBody } from '../platform/api/request.ts';
import type { Clock } from '../platform/clock.ts';
import { derivedId, type IdSource } from '../platform/ids.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import type { Reset, ResetStore } from './reset-store.ts';

export interface ResetDependencies {
  readonly find: FindToken;
  readonly profileOf: FindProfile;
  readonly store: ResetStore;
  readonly setPassword: SetPassword;
  readonly confirmInPool: ConfirmEmail;
  readonly refuseWeak: RefuseWeak;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/**
 * POST /v1/auth/password/reset. Claim > pool > transaction. The claim is on the token and on the user, so that of many
 * callers one gets through, and a password that was set meanwhile voids the link. What fails gives the claim
 * back at once; what dies, after a minute.
 */
export function resetPassword(deps: ResetDependencies): (request: ApiRequest) => Promise<ApiAnswer> {
  const { find, profileOf, store, setPassword, confirmInPool, refuseWeak, clock, newId } = deps;

  async function ownerOf({ userId, email }: MailedToken): Promise<Profile> {
    const profile = await profileOf(userId);
    if (profile?.email !== email) throw tokenNotValid();
    return profile;
  }

  async function inPool({ token, profile }: Reset, password: string): Promise<void> {
    const answer = await setPassword(token.userId, password);
    if (answer === 'refused') throw weakPassword('password');
    if (answer === 'user_not_found') throw tokenNotValid();
    if (!isVerified(profile)) await confirmInPool(token.userId);
  }

  /** The claim would end by itself, too. */
  async function giveBack(reset: Reset): Promise<void> {
    await store.release(reset).catch((error: unknown) => logger.warn('a claim stays', errorFields(error)));
  }

  async function runOnce(reset: Reset, password: string, request: ApiRequest): Promise<void> {
    const { tokenId, userId } = reset.token;
    await inPool(reset, password);
    await store.complete(reset, {
      id: derivedId(`reset-password:${tokenId}`),
      correlationId: request.correlationId,
      causationId: request.requestId,
      // The token shows who it is.
      actor: { ...request.actor, id: userId },
      // After the pool has the password: sessions that were opened by the old one are older than this.
      at: clock(),
    });
  }

  return async (request) => {
    const body = readBody(request, resetPasswordRequest);
    const at = clock();
    const token = await find(body.token, 'password-reset', at);
    const profile = await ownerOf(token);
    await refuseWeak('password', body.password, profile);
    const reset = { token, profile, claim: { id: newId(), at } };
    if (!(await store.claim(reset))) throw tokenNotValid();
    try {
      await runOnce(reset, body.password, request);
    } catch (error) {
      await giveBack(reset);
      throw poolSilent(error);
    }
    return { status: 204 };
  };
}
