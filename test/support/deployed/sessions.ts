import type { TokenAnswer } from '../../../contracts/api/sessions.ts';
import { type Api, apiAs } from './api.ts';
import { type Browser, openBrowser } from './browser.ts';
import type { SignedIn } from './sign-in.ts';

export interface Program {
  readonly api: Api;
  readonly sessionId: string;
  readonly refreshToken: string;
}

/** A program that logged in by its own session. */
export async function logInProgram({ account, password }: SignedIn): Promise<Program> {
  const body = { email: account.email, password, mode: 'token' };
  const { accessToken, ...session } = (await apiAs()<TokenAnswer>('POST', '/v1/auth/login', { body })).body;
  return { ...session, api: apiAs(accessToken) };
}

/** A browser that logged in by its own session. */
export async function logInBrowser({ account, password }: SignedIn): Promise<Browser & { readonly sessionId: string }> {
  const browser = openBrowser();
  const { body } = await browser.api('POST', '/v1/auth/login', { body: { email: account.email, password } });
  return { ...browser, sessionId: String(body.sessionId) };
}

/** All ways of being in: a cookie, a token of a session, and a token that no session stands for. */
export interface LoggedInClients {
  readonly browser: Browser & { readonly sessionId: string };
  readonly program: Program;
  /** What `GET path` answers to each, in this order. */
  statuses(path?: string): Promise<readonly number[]>;
}

export async function logInEveryWay(user: SignedIn): Promise<LoggedInClients> {
  const [browser, program] = [await logInBrowser(user), await logInProgram(user)];
  const apis = [browser.api, program.api, user.api];
  return {
    browser,
    program,
    statuses: (path = '/v1/me') => Promise.all(apis.map(async (api) => (await api('GET', path)).status)),
  };
}
