import { forgotPasswordRequest } from '../../contracts/api/passwords.ts';
import { LINK_RESPONSE_MS, type MailLink } from '../domain/mailed-tokens/mail-link.ts';
import type { ApiAnswer } from '../platform/api/answer.ts';
import { constantTimeResponse, type Time } from '../platform/api/constant-time-response.ts';
import { type ApiRequest, readBody } from '../platform/api/request.ts';

/** POST /v1/auth/password/forgot: a link for whoever has the address, and the same answer for everybody else. */
export function forgotPassword(time: Time, mailLink: MailLink): (request: ApiRequest) => Promise<ApiAnswer> {
  return async (request) => {
    const { email } = readBody(request, forgotPasswordRequest);
    await constantTimeResponse(time, LINK_RESPONSE_MS, () =>
      // Disabled ones, too: a new password does not enable them.
      mailLink(request, { purpose: 'password-reset', email, isFor: () => true }),
    );
    return { status: 202, body: { status: 'accepted' } };
  };
}
