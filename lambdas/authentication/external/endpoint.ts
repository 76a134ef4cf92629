import { externalLoginRequest } from '../../../contracts/api/sessions.ts';
import type { ApiAnswer } from '../../platform/api/answer.ts';
import type { Endpoint } from '../../platform/api/api.ts';
import { constantTimeRefusal, type Time } from '../../platform/api/constant-time-response.ts';
import { readBody } from '../../platform/api/request.ts';
import { REFUSAL_MS } from '../login/endpoints.ts';
import { modeOf } from '../login/rules.ts';
import type { ExternalLogin } from './log-in.ts';

/** POST /v1/auth/login/external */
export const externalLoginEndpoint =
  (logIn: (login: ExternalLogin) => Promise<ApiAnswer>, time: Time): Endpoint =>
  (request) => {
    const { authType, idToken, mode } = readBody(request, externalLoginRequest);
    const { actor, correlationId, requestId, event } = request;
    const asked = { authType, idToken, mode: modeOf(mode, event.headers), actor, correlationId, requestId };
    return constantTimeRefusal(time, REFUSAL_MS, () => logIn(asked));
  };
