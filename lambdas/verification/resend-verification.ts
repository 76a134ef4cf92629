import { resendVerificationRequest } from '../../contracts/api/sign-up.ts';
import { LINK_RESPONSE_MS, type MailLink } from '../domain/mailed-tokens/mail-link.ts';
import { isVerified } from '../domain/profile-rules.ts';
import type { ApiAnswer } from '../platform/api/answer.ts';
import { constantTimeResponse, type Time } from '../platform/api/constant-time-response.ts';
import { type ApiRequest, readBody } from '../platform/api/request.ts';

/** POST /v1/auth/verify/resend: a new link for who has still to verify, and the same answer for everybody else. */
export function resendVerification(time: Time, mailLink: MailLink): (request: ApiRequest) => Promise<ApiAnswer> {
  return async (request) => {
    const { email } = readBody(request, resendVerificationRequest);
    await constantTimeResponse(time, LINK_RESPONSE_MS, () =>
      mailLink(request, { purpose: 'verification', email, isFor: (profile) => !isVerified(profile) }),
    );
    return { status: 202, body: { status: 'accepted' } };
  };
}
