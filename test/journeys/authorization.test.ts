import { CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Route, routes } from '../../contracts/api/routes.ts';
import { newAccount } from '../support/deployed/accounts.ts';
import { adminAccessToken, adminUserId } from '../support/deployed/admin.ts';
import { apiAs, problemOf } from '../support/deployed/api.ts';
import { newRole } from '../support/deployed/roles.ts';
import { newUser, type SignedIn, signIn } from '../support/deployed/sign-in.ts';
import { clients, outputs } from '../support/deployed/system.ts';

const id = '11111111-1111-4111-8111-111111111111';
const pathOf = ({ path }: Route): string => path.replace(/\{\w+\}/g, id);

const guarded: readonly Route[] = routes.filter(({ permission }) => permission !== 'public');
// What every user may do with their own account needs no permission.
const granted = guarded.filter(({ permission }) => permission !== 'signed-in');
const open: readonly Route[] = routes.filter(({ permission }) => permission === 'public');

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The token with other claims, under its old signature. */
function forged(token: string, claims: object): string {
  const [header, payload = '', signature] = token.split('.');
  const known = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return [header, part({ ...known, ...claims }), signature].join('.');
}

/** The token as one that needs no signature. */
const unsigned = (token: string): string => `${part({ alg: 'none', typ: 'JWT' })}.${token.split('.')[1]}.`;

async function tokenOfAnotherClient({ account, password }: SignedIn): Promise<string> {
  const { UserPoolClient } = await clients.users.send(
    new CreateUserPoolClientCommand({
      UserPoolId: outputs.userPoolId,
      ClientName: 'another-client',
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  return (await signIn({ username: account.email, password, clientId: UserPoolClient?.ClientId ?? '' })).accessToken;
}

describe('a request without a token', () => {
  it.each(guarded)('to $method $path gets 401', async (route) => {
    const answer = await apiAs()(route.method, pathOf(route), route.method === 'POST' ? { body: {} } : {});
    expect(answer.status).toBe(401);
    expect(problemOf(answer)).toBe('unauthorized');
  });

  it.each(open)('to $method $path gets an answer other than 401', async (route) => {
    const { status } = await apiAs()(route.method, pathOf(route), route.method === 'POST' ? { body: {} } : {});
    // An empty body is no input; a refresh without a cookie or a token has no session.
    const expected = route.operation === 'refreshSession' ? 401 : 422;
    expect(status).toBe(route.method === 'GET' ? 200 : expected);
  });

  it('to an unknown path reveals nothing', async () => {
    const answer = await fetch(`${outputs.apiUrl}/v1/secrets`);
    expect(answer.status).toBe(404);
  });
});

describe('a token', () => {
  let reader: SignedIn;
  let tokens: Readonly<Record<string, string>>;

  beforeAll(async () => {
    reader = await newUser('readonly');
    const { accessToken, idToken } = reader;
    tokens = {
      'for the client (ID token)': idToken,
      'that has expired': forged(accessToken, { exp: 1 }),
      'of another user': forged(accessToken, { username: await adminUserId() }),
      'that says it needs no signature': unsigned(await adminAccessToken()),
      'of another client': await tokenOfAnotherClient(reader),
      'with a cut signature': accessToken.slice(0, -8),
      'that is garbage': 'a.b.c',
      'that is none': 'let-me-in',
    };
  });

  it.each([
    'for the client (ID token)',
    'that has expired',
    'of another user',
    'that says it needs no signature',
    'of another client',
    'with a cut signature',
    'that is garbage',
    'that is none',
  ])('%s is refused', async (which) => {
    const answer = await apiAs(tokens[which])('GET', '/v1/users');
    expect(answer.status).toBe(401);
    expect(problemOf(answer)).toBe('unauthorized');
  });

  it('of a reader allows reads and no changes', async () => {
    const { api } = reader;
    const looked = [
      await api('GET', '/v1/users'),
      await api('GET', `/v1/users/${reader.userId}`),
      await api('GET', `/v1/registrations/${reader.registrationId}`),
      await api('GET', '/v1/admin/audit/logs'),
    ];
    const refused = [
      await api('POST', '/v1/users', { body: newAccount() }),
      await api('DELETE', `/v1/users/${reader.userId}`, { query: { confirm: 'true' } }),
      await api('POST', `/v1/users/${reader.userId}/disable`),
      await api('POST', `/v1/users/${reader.userId}/enable`),
      await api('POST', `/v1/registrations/${reader.registrationId}/resume`),
      await api('POST', '/v1/invitations', { body: { email: newAccount().email, roles: [] } }),
    ];
    expect(looked.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
    expect(refused.map(problemOf)).toEqual(refused.map(() => 'not_allowed'));
  });

  it('of a user without permissions allows no request', async () => {
    const { api } = await newUser('user');
    const answers = await Promise.all(
      granted.map((route) => api(route.method, pathOf(route), route.method === 'POST' ? { body: {} } : {})),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
  });
});

describe('a caller who may register users', () => {
  it('cannot assign a role with more permissions than their own', async () => {
    const registrar = await newRole('users:register', 'invitations:create');
    const { api } = await newUser(registrar);

    const refused = await api('POST', '/v1/users', { body: newAccount({ roles: ['readonly'] }) });
    const within = await api('POST', '/v1/users', { body: newAccount({ roles: [registrar, 'user'] }) });
    const { email } = newAccount();
    const invited = await api('POST', '/v1/invitations', { body: { email, roles: ['admin'] } });

    expect(problemOf(refused)).toBe('not_allowed');
    expect(within.status).toBe(201);
    expect(problemOf(invited)).toBe('not_allowed');
  });
});
