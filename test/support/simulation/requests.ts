import type { ApiEvent, AuthorizerContext } from '../../../lambdas/platform/api/endpoint.ts';
import type { FunctionName } from './functions/functions.ts';
import { callerContext } from './seed.ts';
import type { World } from './world.ts';

/** One request of the HTTP API, as the gateway hands it on. */
export interface Request {
  readonly to: FunctionName;
  readonly routeKey: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What the authorizer says of the caller; the first admin when absent. */
  readonly caller?: AuthorizerContext;
  readonly requestId?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the gateway answers for a function that died. */
const badGateway: Answer = { status: 502, body: {} };

export async function send(world: World, request: Request): Promise<Answer> {
  const answer = await ask(world, request);
  world.answers.push(answer);
  return answer;
}

async function ask(world: World, request: Request): Promise<Answer> {
  const { to, routeKey, path, query, headers = {}, body, caller = callerContext } = request;
  const event = {
    routeKey,
    headers,
    queryStringParameters: query,
    pathParameters: path,
    body: JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: {
      requestId: request.requestId ?? world.newId(),
      http: { sourceIp: '192.0.2.7', userAgent: 'simulation' },
      authorizer: { lambda: caller },
    },
  } as unknown as ApiEvent;
  try {
    const answer = (await world.invoke(to, event)) as { statusCode: number; body?: string };
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') };
  } catch {
    return badGateway;
  }
}

/** An account to register; `key` is the idempotency key. */
export interface Account {
  readonly key: string;
  readonly email: string;
  readonly roles: readonly string[];
}

export const registering = ({ key, email, roles }: Account): Request => ({
  to: 'registration/api',
  routeKey: 'POST /v1/users',
  headers: { 'idempotency-key': key },
  body: { email, name: 'Ann', roles },
});

export const inviting = ({ key, email, roles }: Account): Request => ({
  to: 'invitations/api',
  routeKey: 'POST /v1/invitations',
  headers: { 'idempotency-key': key },
  body: { email, roles },
});

export const resuming = (registrationId: string): Request => ({
  to: 'registration/resume',
  routeKey: 'POST /v1/registrations/{registrationId}/resume',
  path: { registrationId },
});

export const deleting = (userId: string): Request => ({
  to: 'accounts/api',
  routeKey: 'DELETE /v1/users/{userId}',
  path: { userId },
  query: { confirm: 'true' },
});

export const switching = (userId: string, how: 'disable' | 'enable'): Request => ({
  to: 'accounts/api',
  routeKey: `POST /v1/users/{userId}/${how}`,
  path: { userId },
});

export const isBroken = ({ status, body }: Answer): boolean =>
  status >= 502 || /deletion_incomplete|internal_error/.test(String(body.type));

const WAITS_MS = [1_000, 5_000, 30_000];

/** Sends a request until it is answered, four times at most; true when it was. */
export async function sendPatiently(world: World, request: Request): Promise<boolean> {
  for (let attempt = 0; ; attempt += 1) {
    if (!isBroken(await send(world, request))) return true;
    const wait = WAITS_MS[attempt];
    if (wait === undefined) return false;
    await world.time.sleep(wait);
  }
}
