import { loginRequest, refreshRequest } from '../../../contracts/api/sessions.ts';
import type { ApiAnswer } from '../../platform/api/answer.ts';
import type { Endpoint } from '../../platform/api/api.ts';
import { constantTimeRefusal, type Time } from '../../platform/api/constant-time-response.ts';
import { sessionCookieOf } from '../../platform/api/cookie.ts';
import { type ApiRequest, readBody } from '../../platform/api/request.ts';
import type { Login } from './log-in.ts';
import type { refreshSession } from './refresh-session.ts';
import { loginRefused, modeOf } from './rules.ts';

interface LoginDependencies {
  readonly logIn: (login: Login) => Promise<ApiAnswer>;
  readonly refresh: ReturnType<typeof refreshSession>;
  readonly cookieName: string;
  readonly time: Time;
}

/** Longer than any refusal takes, so that all take as long: an unknown address, a wrong password, a blocked account. */
export const REFUSAL_MS = 400;

export function loginEndpoints({ logIn, refresh, cookieName, time }: LoginDependencies) {
  const login: Endpoint = (request) => {
    const { email, username = email ?? '', password, mode } = readBody(request, loginRequest);
    const { actor, correlationId, requestId, event } = request;
    const asked = { username, password, mode: modeOf(mode, event.headers), actor, correlationId, requestId };
    return constantTimeRefusal(time, REFUSAL_MS, () => logIn(asked));
  };

  const sentToken = (request: ApiRequest): string | undefined =>
    request.event.body ? readBody(request, refreshRequest).refreshToken : undefined;

  const refreshEndpoint: Endpoint = async (request) => {
    const token = sentToken(request);
    if (token !== undefined) return refresh.byToken(token, request);
    const cookie = sessionCookieOf(request.event, cookieName);
    if (cookie === undefined) throw loginRefused();
    return refresh.byCookie(cookie);
  };

  return { logIn: login, refreshSession: refreshEndpoint };
}
