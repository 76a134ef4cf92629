import type { Problem } from '../../../contracts/api/problems.ts';
import type { Route } from '../../../contracts/api/route.ts';
import { adminAccessToken } from './admin.ts';
import { expectDescribed } from './contract.ts';
import { expectNothingInside } from './secrets.ts';
import { outputs } from './system.ts';

/** An answer whose status, body and headers are as the API's description says. */
export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface RequestOptions {
  /** The query string's values. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, and text as it is. */
  readonly body?: unknown;
}

type Method = Route['method'];

export type Api = <Body = Record<string, unknown>>(
  method: Method,
  path: string,
  options?: RequestOptions,
) => Promise<Answer<Body>>;

const bodyOf = (body: unknown): string | undefined =>
  body === undefined || typeof body === 'string' ? body : JSON.stringify(body);

// API Gateway itself gives up after 30 s.
const MAX_MS = 35_000;

/** The API as the bearer of `token` sees it; without one, as an unauthenticated caller. Every answer is checked. */
export function apiAs(token?: string): Api {
  return async <Body>(method: Method, path: string, { query = {}, headers = {}, body }: RequestOptions = {}) => {
    const search = new URLSearchParams(query).toString();
    const answer = await fetch(`${outputs.apiUrl}${path}${search && `?${search}`}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: bodyOf(body) ?? null,
      signal: AbortSignal.timeout(MAX_MS),
    });
    const text = await answer.text();
    const { status } = answer;
    const contentType = answer.headers.get('content-type') ?? '';
    const parsed = text === '' ? undefined : JSON.parse(text);
    expectDescribed({ method, path, status, contentType, body: parsed });
    expectNothingInside(`${method} ${path} ${status}`, text);
    return { status, headers: answer.headers, body: parsed as Body };
  };
}

export const apiAsAdmin = async (): Promise<Api> => apiAs(await adminAccessToken());

/** The part of a problem's `type` that says which it is. */
export const problemOf = ({ body }: Answer): string =>
  String((body as unknown as Problem).type)
    .split(':')
    .at(-1) ?? '';
