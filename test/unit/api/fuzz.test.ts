import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Route, routes } from '../../../contracts/api/routes.ts';
import { permissions } from '../../../contracts/permissions.ts';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import { expectDescribed } from '../../support/deployed/contract.ts';
import { startAws } from '../../support/fuzz/aws.ts';
import { environmentAt, type Handler, handlerOf } from '../../support/fuzz/handlers.ts';
import { registered } from '../../support/fuzz/registered.ts';
import { type HostileRequest, hostileRequests } from '../../support/fuzz/requests.ts';
import { Database } from '../../support/simulation/dynamo/database.ts';

const EMAIL = 'ann@example.com';
const PASSWORD = 'seven quiet lanterns above the harbour';
const REGISTRATION = '0b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';
const ANN = userIdOf(REGISTRATION);
const known = {
  email: [EMAIL, 'Ann@Example.COM', 'bob@example.com', '\u00e9ric@b\u00fccher.example'],
  username: [ANN, EMAIL],
  password: [PASSWORD],
  currentPassword: [PASSWORD],
  newPassword: [PASSWORD, 'password'],
  name: ['Ann Example'],
  userId: [ANN],
  role: ['user', 'admin', 'unknown'],
  registrationId: [REGISTRATION],
  limit: ['1', '0'],
};

const database = new Database();
let aws: Awaited<ReturnType<typeof startAws>>;

beforeAll(async () => {
  const input = { email: EMAIL, name: 'Ann Example', roles: ['user'], requestedBy: ANN, method: 'admin' as const };
  registered(database, REGISTRATION, input);
  aws = await startAws(database, { userId: ANN, password: PASSWORD });
  for (const [name, value] of Object.entries(environmentAt(aws.url))) vi.stubEnv(name, value);
  // Their log.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await aws.stop();
});

const context = { userId: ANN, permissions: permissions.join(' '), via: 'bearer' };

const eventOf = ({ method, path: template }: Route, { body, headers, path, query }: HostileRequest) =>
  ({
    routeKey: `${method} ${template}`,
    headers,
    ...(headers.cookie ? { cookies: headers.cookie.split('; ') } : {}),
    queryStringParameters: query,
    pathParameters: path,
    body,
    isBase64Encoded: false,
    requestContext: {
      requestId: 'req-1',
      domainName: 'api.example.com',
      http: { sourceIp: '192.0.2.7', userAgent: 'vitest' },
      authorizer: { lambda: context },
    },
  }) as never;

const inside = /arn:|\n\s+at |node_modules|\.lambda\.|simulated|Exception|Dynamo|Cognito|127\.0\.0\.1/;

async function expectGood(route: Route, handler: Handler, request: HostileRequest): Promise<void> {
  const { statusCode: status = 0, headers = {}, body = '' } = await handler(eventOf(route, request), {});
  const contentType = String(headers['content-type']);
  expect(status).toBeLessThan(500);
  expect(status >= 400).toBe(contentType === 'application/problem+json');
  const parsed = body === '' ? undefined : JSON.parse(body);
  // The path by its template: what stands in it is anything.
  const path = route.path.replaceAll(/\{\w+\}/g, 'x');
  expectDescribed({ method: route.method, path, status, contentType, body: parsed });
  if (route.operation !== 'getOpenApi') expect(body).not.toMatch(inside);
}

const describeFailure = (request: HostileRequest, error: unknown) =>
  new Error(`${JSON.stringify(request).slice(0, 2_000)}: ${error}`, { cause: error });

const AT_ONCE = 50;
const ROUNDS = 2;

it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s answers hostile requests as the OpenAPI document describes, and never with a 500',
  { timeout: 120_000 },
  async (_name, route) => {
    const handler = await handlerOf(route.handler);
    const check = (request: HostileRequest) =>
      expectGood(route, handler, request).catch((error: unknown) => {
        throw describeFailure(request, error);
      });
    // Routes without authentication answer at a fixed time, so all at once; routes that change a user run one by one, or they conflict.
    const send = async (requests: readonly HostileRequest[]) => {
      if (route.permission === 'public') await Promise.all(requests.map(check));
      else for (const request of requests) await check(request);
    };
    const round = fc.array(hostileRequests(route, known), { minLength: AT_ONCE, maxLength: AT_ONCE });
    await fc.assert(fc.asyncProperty(round, send), { numRuns: ROUNDS, endOnFailure: true });
  },
);
