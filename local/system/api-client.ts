import { CommandError } from '../command-error.ts';
import type { AdminAccount } from './admin-account.ts';
import type { Clients } from './clients.ts';
import type { Outputs } from './outputs.ts';
import { signIn } from './pool-users.ts';

export interface ApiReply {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined when the body is not JSON. */
  readonly body: unknown;
}

export interface ApiRequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Calls a path of the HTTP API, such as /v1/users, as the admin. */
export type ApiClient = (path: string, options?: ApiRequestOptions) => Promise<ApiReply>;

/** API Gateway itself times out after 30 s. */
const TIMEOUT_MS = 35_000;

/** The admin's access token. Refuses when admin.json does not fit the pool. */
export async function adminToken(clients: Clients, outputs: Outputs, admin: AdminAccount): Promise<string> {
  const token = await signIn(clients.users, outputs, admin);
  if (token !== undefined) return token;
  throw new CommandError(
    `The pool refuses the password of ${admin.email}; \`npx rollcall setup-dev-users\` sets it again.`,
  );
}

export function apiClient(apiUrl: string, token: string): ApiClient {
  return async (path, { method = 'GET', headers = {}, body } = {}) => {
    const answer = await fetch(`${apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: parseJson(text) };
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
