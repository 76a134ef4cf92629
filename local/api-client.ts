import type { Clients } from './clients.ts';
import { CommandError } from './command/command-error.ts';
import type { Outputs } from './deployment/outputs.ts';
import type { AdminAccount } from './seed/admin-account.ts';
import { signIn } from './seed/sign-in.ts';

export interface ApiReply {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined when the answer was none. */
  readonly body: unknown;
}

export interface ApiRequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Calls a path of the HTTP API, such as /v1/users, as the admin. */
export type ApiClient = (path: string, options?: ApiRequestOptions) => Promise<ApiReply>;

/** API Gateway itself gives up after 30 s. */
const MAX_MS = 35_000;

/** The admin's access token. Refuses when admin.json does not fit the pool. */
export async function adminToken(clients: Clients, outputs: Outputs, admin: AdminAccount): Promise<string> {
  const token = await signIn(clients.users, outputs, admin);
  if (token !== undefined) return token;
  throw new CommandError(`The pool does not take the password of ${admin.email}; \`npm start\` sets it anew.`);
}

export function apiClient(apiUrl: string, token: string): ApiClient {
  return async (path, { method = 'GET', headers = {}, body } = {}) => {
    const answer = await fetch(`${apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(MAX_MS),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: parsed(text) };
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
