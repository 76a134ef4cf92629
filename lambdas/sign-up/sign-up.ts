import { type SignUpRequest, signUpRequest } from '../../contracts/api/sign-up.ts';
import type { RefuseWeak } from '../domain/password-strength/refuse-weak.ts';
import type { Admissions } from '../domain/registration/admission.ts';
import type { ApiAnswer } from '../platform/api/answer.ts';
import { constantTimeResponse, type Time } from '../platform/api/constant-time-response.ts';
import { type ApiRequest, readBody } from '../platform/api/request.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import type { RegisterSignUp } from './register-sign-up.ts';
import type { NotifyAccountHolder } from './tell-holder.ts';

export interface SignUpDependencies {
  readonly holderOf: Admissions['holderOf'];
  readonly notifyAccountHolder: NotifyAccountHolder;
  readonly register: RegisterSignUp;
  readonly refuseWeak: RefuseWeak;
  readonly time: Time;
}

/** Longer than a registration takes until its user is there, so that an unknown address answers when a known one does. */
const ROUND_UP_TO_MS = 2_000;

/**
 * POST /v1/auth/sign-up: one and the same answer, at a fixed time, whether the address is known or not. What fails
 * once that was looked up is logged and changes nothing: she tries again when no mail comes. A registration
 * that was admitted goes on in any case.
 */
export function signUp({ holderOf, notifyAccountHolder, register, refuseWeak, time }: SignUpDependencies) {
  async function knownOrNew(request: ApiRequest, body: SignUpRequest): Promise<void> {
    const holder = await holderOf(body.email);
    const work = holder ? notifyAccountHolder(request, holder.userId, body.email) : register(request, body);
    await work.catch((error: unknown) => logger.error('the sign-up was not carried out', errorFields(error)));
  }

  return async (request: ApiRequest): Promise<ApiAnswer> => {
    const body = readBody(request, signUpRequest);
    await refuseWeak('password', body.password, body);
    await constantTimeResponse(time, ROUND_UP_TO_MS, () => knownOrNew(request, body));
    return { status: 202, body: { status: 'accepted' } };
  };
}
