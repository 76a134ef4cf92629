import { randomUUID } from 'node:crypto';
import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import type { TokenAnswer } from '../../contracts/api/sessions.ts';
import { newAccount } from '../support/deployed/accounts.ts';
import { claimsOf } from '../support/deployed/admin.ts';
import { type Answer, apiAs, apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { AUTH_TYPE, idToken } from '../support/deployed/external.ts';
import { itemIn } from '../support/deployed/items.ts';
import { newUser } from '../support/deployed/sign-in.ts';
import { clients, outputs } from '../support/deployed/system.ts';
import { eventuallyHolds } from '../support/eventually.ts';
import type { Claims, Signing } from '../support/sessions/external-issuer.ts';

const newSub = () => `sub-${randomUUID()}`;

interface Asked {
  readonly authType?: string;
  readonly mode?: 'cookie' | 'token';
  readonly signing?: Signing;
}

async function logIn(claims: Claims, { authType = AUTH_TYPE, mode = 'token', signing }: Asked = {}) {
  const body = { authType, idToken: await idToken(claims, signing), mode };
  return apiAs()<TokenAnswer>('POST', '/v1/auth/login/external', { body });
}

const linkOf = (sub: string) => itemIn('registrations', { pk: `EXTERNAL#${AUTH_TYPE}#${sub}` });
const userIdIn = ({ body }: Answer<TokenAnswer>) => String(claimsOf(body.accessToken).username);

describe('a first external login', () => {
  it('registers the user, links the identity, and issues tokens that the API accepts', async () => {
    const { email, name } = newAccount();
    const sub = newSub();

    const answer = await logIn({ sub, email, name });

    expect(answer.status).toBe(200);
    expect(answer.body.tokenType).toBe('Bearer');
    const userId = userIdIn(answer);
    expect(await itemIn('users', { userId })).toMatchObject({ email, name, method: 'external', status: 'active' });
    expect(await linkOf(sub)).toMatchObject({ userId });
    expect(claimsOf(answer.body.accessToken)).toMatchObject({ token_use: 'access', roles: 'user' });
    // Authenticated, and without the permission: not 401.
    expect((await apiAs(answer.body.accessToken)('GET', '/v1/users')).status).toBe(403);
    await eventuallyHolds('the trail', async () => {
      const actions = (await entriesAbout(userId)).map(({ action }) => action);
      expect(actions).toEqual(expect.arrayContaining(['USER_REGISTERED', 'EXTERNAL_IDENTITY_LINKED']));
    });
  });

  it('creates one user for concurrent requests', async () => {
    const account = { sub: newSub(), email: newAccount().email };
    const answers = await Promise.all([1, 2, 3].map(() => logIn(account)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(userIdIn)).size).toBe(1);
  });
});

describe('a second external login', () => {
  it('opens another session of the same user, in a cookie where that is asked for', async () => {
    const account = { sub: newSub(), email: newAccount().email };
    const first = await logIn(account);
    const second = await logIn(account, { mode: 'cookie', signing: { alg: 'ES256' } });

    expect(second.headers.getSetCookie()).toEqual([expect.stringMatching(/^rollcall=[\w-]{43}; .*HttpOnly/)]);
    expect(Object.keys(second.body).sort()).toEqual(['expiresAt', 'sessionId']);
    const session = await itemIn('sessions', { sessionId: second.body.sessionId });
    expect(session).toMatchObject({ userId: userIdIn(first), method: 'external', mode: 'cookie' });
  });

  it('creates a new user after the first one was deleted', async () => {
    const account = { sub: newSub(), email: newAccount().email };
    const userId = userIdIn(await logIn(account));
    const admin = await apiAsAdmin();
    expect((await admin('DELETE', `/v1/users/${userId}`, { query: { confirm: 'true' } })).status).toBe(204);
    expect(await linkOf(account.sub)).toBeUndefined();
    expect(userIdIn(await logIn(account))).not.toBe(userId);
  });
});

describe('an address that belongs to an account', () => {
  it('is linked to the account only by a provider that has verified the address', async () => {
    const { userId, account } = await newUser('user');
    const sub = newSub();

    const unproved = await logIn({ sub, email: account.email, email_verified: false });
    expect(unproved.status).toBe(401);
    expect(problemOf(unproved as never)).toBe('login_refused');
    expect(await linkOf(sub)).toBeUndefined();

    const proved = await logIn({ sub, email: account.email.toUpperCase() });
    expect(proved.status).toBe(200);
    expect(userIdIn(proved)).toBe(userId);
    expect(await linkOf(sub)).toMatchObject({ userId });
  });
});

describe('external login', () => {
  it('refuses an unknown provider, a foreign or old token, and an unverified address with one answer', async () => {
    const account = { sub: newSub(), email: newAccount().email };
    const answers = [
      await logIn(account, { authType: 'unknown' }),
      await logIn({ ...account, aud: 'another-client' }),
      await logIn(account, { signing: { expires: '-1m' } }),
      await logIn({ ...account, email_verified: false }),
      await logIn({ sub: account.sub, email: undefined }),
    ];
    const bodies = answers.map(({ body }) => ({ ...(body as unknown as Record<string, unknown>), requestId: '' }));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(401));
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(await linkOf(account.sub)).toBeUndefined();
  });

  it('refuses an invalid body and an invalid token', async () => {
    const answer = await apiAs()('POST', '/v1/auth/login/external', { body: { idToken: 'let-me-in' } });
    expect(answer.status).toBe(422);
    expect(problemOf(answer)).toBe('validation_error');
  });
});

describe('the user pool', () => {
  const client = { ClientId: outputs.userPoolClientId };
  const admin = { ...client, UserPoolId: outputs.userPoolId };

  it('issues no tokens for a challenge answer that the token key did not make', async () => {
    const { userId: USERNAME } = await newUser('user');
    const begin = () =>
      clients.users.send(
        new AdminInitiateAuthCommand({ ...admin, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME } }),
      );
    const end = Math.floor(Date.now() / 1000) + 30;
    for (const ANSWER of [`${end}.${'A'.repeat(40)}`, `${end}.`, 'yes']) {
      const { Session, AuthenticationResult } = await begin();
      expect(AuthenticationResult).toBeUndefined();
      const answer = { Session, ChallengeName: 'CUSTOM_CHALLENGE', ChallengeResponses: { USERNAME, ANSWER } } as const;
      const sent = clients.users.send(new AdminRespondToAuthChallengeCommand({ ...admin, ...answer }));
      await expect(sent).rejects.toMatchObject({ name: 'NotAuthorizedException' });
      // One try a challenge.
      const again = clients.users.send(new AdminRespondToAuthChallengeCommand({ ...admin, ...answer }));
      await expect(again).rejects.toThrow();
    }
  });

  it('refuses a custom challenge after a password round without an answer', async () => {
    const { userId: USERNAME } = await newUser('user');
    const AuthParameters = { USERNAME, SRP_A: 'ab12', CHALLENGE_NAME: 'SRP_A' };
    const begun = clients.users.send(new InitiateAuthCommand({ ...client, AuthFlow: 'CUSTOM_AUTH', AuthParameters }));
    await expect(begun).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });
});
