import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { type AuthorizerDependencies, authorize } from '../../../lambdas/access/authorizer/authorize.ts';
import type { Decided } from '../../../lambdas/access/authorizer/decisions.ts';
import { byBearerToken } from '../../../lambdas/access/authorizer/identity.ts';
import type { Authorization } from '../../../lambdas/domain/authorization/authorization.ts';

const ANN = '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b';
const authenticatedAt = new Date('2026-11-22T10:00:00.000Z');

const decided = (authorization: Partial<Authorization> = {}): Decided => ({
  authorization: { version: 1, ...authorization },
  decision: { access: true, permissions: ['roles:read', 'users:read'] },
});

const deps: AuthorizerDependencies = {
  identify: byBearerToken(async (token) => (token === 'good.to.ken' ? { userId: ANN, authenticatedAt } : undefined)),
  decide: async () => decided(),
  sessionGuard: { touch: async () => {}, admit: async () => ({}) },
};

const anEvent = (authorization = 'Bearer good.to.ken', routeKey = 'GET /v1/users') =>
  ({
    routeKey,
    headers: { authorization },
    requestContext: { requestId: 'req-1' },
  }) as unknown as APIGatewayRequestAuthorizerEventV2;

const verdictOf = (changes: Partial<AuthorizerDependencies>, event = anEvent()) =>
  authorize({ ...deps, ...changes })(event);

describe('authorize', () => {
  it('returns the user and their permissions', async () => {
    expect(await verdictOf({})).toEqual({
      isAuthorized: true,
      context: { userId: ANN, permissions: 'roles:read users:read', via: 'bearer' },
    });
  });

  it('returns a user without permissions', async () => {
    const decide = async () => ({ ...decided(), decision: { access: true, permissions: [] } });
    expect((await verdictOf({ decide })).context).toMatchObject({ userId: ANN, permissions: '' });
  });

  it.each(['', 'good.to.ken', 'Basic good.to.ken', 'Bearer bad.to.ken', 'Bearer good.to.ken, x', 'Bearer '])(
    'refuses "%s" with one sentence that has the remedy',
    async (authorization) => {
      const { isAuthorized, context } = await verdictOf({}, anEvent(authorization));
      expect(isAuthorized).toBe(true);
      expect(context).toEqual({ refusal: expect.stringContaining('Send a valid access token') });
    },
  );

  it('refuses a user without access, although the token is valid', async () => {
    const decide = async () => ({ authorization: undefined, decision: { access: false, permissions: [] } });
    const { context } = await verdictOf({ decide });
    expect(context).toEqual({ refusal: expect.stringContaining('ask an administrator') });
  });

  it('refuses a session that is over', async () => {
    const sessionGuard = { ...deps.sessionGuard, admit: async () => undefined };
    expect((await verdictOf({ sessionGuard })).context).toEqual({
      refusal: expect.stringContaining('Sign in again'),
    });
  });

  it('records the request while it reads the authorization, and not after it', async () => {
    const touched: string[] = [];
    const sessionGuard = { ...deps.sessionGuard, touch: async () => void touched.push('touched') };
    const decide = async () => {
      await Promise.resolve();
      return decided({ version: touched.length });
    };
    const admit = async (_: unknown, { version }: { readonly version: number }) => (version === 1 ? {} : undefined);
    expect((await verdictOf({ decide, sessionGuard: { ...sessionGuard, admit } })).context.userId).toBe(ANN);
  });

  it.each(['$default', 'GET /v1/secrets', 'PUT /v1/users'])(
    'denies %s, which is not in the route table',
    async (route) => {
      expect(await verdictOf({}, anEvent(undefined, route))).toEqual({ isAuthorized: false, context: {} });
    },
  );

  it.each<Partial<AuthorizerDependencies>>([
    { identify: () => Promise.reject(new TypeError('fetch failed')) },
    { decide: () => Promise.reject(new Error('arn:aws:dynamodb is down')) },
    { sessionGuard: { ...deps.sessionGuard, admit: () => Promise.reject(new Error('sessions are down')) } },
  ])('refuses every caller while a dependency does not answer, and says to try again', async (broken) => {
    expect((await verdictOf(broken)).context).toEqual({
      refusal: expect.stringMatching(/^Your access could not be checked\. .*again/),
      refusalType: 'unavailable',
    });
  });
});
