import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { type Access, authorize } from '../../../lambdas/access/authorize.ts';

const ANN = '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b';

const access: Access = {
  verify: async (token) => (token === 'good.to.ken' ? ANN : undefined),
  authorizationOf: async () => ({ roles: new Set(['user', 'readonly']), version: 1 }),
  permissionsOf: async (roles) => ({ permissions: new Set([...roles].map((role) => `${role}:read`)), unknown: [] }),
};

const anEvent = (authorization = 'Bearer good.to.ken', routeKey = 'GET /v1/users') =>
  ({
    routeKey,
    headers: { authorization },
    requestContext: { requestId: 'req-1' },
  }) as unknown as APIGatewayRequestAuthorizerEventV2;

const verdictOf = (changes: Partial<Access>, event = anEvent()) => authorize({ ...access, ...changes })(event);

describe('the authorizer', () => {
  it('tells the user and the permissions of all roles', async () => {
    expect(await verdictOf({})).toEqual({
      isAuthorized: true,
      context: { userId: ANN, permissions: 'readonly:read user:read' },
    });
  });

  it('knows a user without roles, who may do nothing', async () => {
    const { context } = await verdictOf({ authorizationOf: async () => ({ version: 1 }) });
    expect(context).toEqual({ userId: ANN, permissions: '' });
  });

  it.each(['', 'good.to.ken', 'Basic good.to.ken', 'Bearer bad.to.ken', 'Bearer good.to.ken, x', 'Bearer '])(
    'has one sentence, with the remedy, for "%s"',
    async (authorization) => {
      const { isAuthorized, context } = await verdictOf({}, anEvent(authorization));
      expect(isAuthorized).toBe(true);
      expect(context).toEqual({ refusal: expect.stringContaining('Send a valid access token') });
    },
  );

  it.each([
    ['disabled', { roles: new Set(['admin']), version: 3, disabled: true }],
    ['without a grant', undefined],
  ])('refuses a user who is %s, though the token lives', async (_, held) => {
    const { context } = await verdictOf({ authorizationOf: async () => held });
    expect(context).toEqual({ refusal: expect.stringContaining('ask an administrator') });
  });

  it('lets in a user who was enabled again', async () => {
    const { context } = await verdictOf({ authorizationOf: async () => ({ version: 4, disabled: false }) });
    expect(context.userId).toBe(ANN);
  });

  it.each(['$default', 'GET /v1/secrets', 'PUT /v1/users'])('denies %s, which is no route of ours', async (route) => {
    expect(await verdictOf({}, anEvent(undefined, route))).toEqual({ isAuthorized: false, context: {} });
  });

  it.each<Partial<Access>>([
    { verify: () => Promise.reject(new TypeError('fetch failed')) },
    { authorizationOf: () => Promise.reject(new Error('arn:aws:dynamodb is down')) },
    { permissionsOf: () => Promise.reject(new Error('throttled')) },
  ])('lets nobody in while something does not answer, and says to try again', async (broken) => {
    expect((await verdictOf(broken)).context).toEqual({
      refusal: expect.stringMatching(/^Your access could not be checked\. .*again/),
      refusalType: 'unavailable',
    });
  });
});
