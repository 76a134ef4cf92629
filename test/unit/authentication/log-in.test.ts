import { describe, expect, it } from 'vitest';
import { authorizationKey } from '../../../lambdas/domain/authorization/authorization.ts';
import { ANN, EMAIL, IP, PASSWORD, SessionWorld, START } from '../../support/sessions/session-world.ts';

const NOBODY = '00000000-0000-0000-0000-000000000000';
const refusedWith = (reason: string) => ['AuthenticationStarted', `AuthenticationFailed ${reason}`];

describe('logging in', () => {
  it('creates a session and publishes it, in one transaction', async () => {
    const world = new SessionWorld();

    const { status, body, cookies } = await world.logIn();

    const [session] = world.items;
    expect(status).toBe(200);
    expect(cookies).toBe(undefined);
    expect(body).toEqual({
      tokenType: 'Bearer',
      accessToken: expect.any(String),
      expiresIn: 3600,
      refreshToken: expect.stringMatching(new RegExp(`^${session?.sessionId}\\.1\\.[\\w-]{43}$`)),
      sessionId: session?.sessionId,
    });
    expect(session).toMatchObject({
      userId: ANN,
      mode: 'token',
      method: 'password',
      createdAt: START.toISOString(),
      lastSeenAt: START.toISOString(),
      endsAt: '2026-12-22T10:00:00.000Z',
      ip: IP,
      userAgent: 'vitest',
      refreshGeneration: 1,
    });
    expect(world.calls).toEqual(['BatchGetItem', 'BatchGetItem', 'TransactWriteItems']);
    expect(world.rows).toMatchObject([
      { type: 'AuthenticationStarted', detail: { data: { username: EMAIL, userId: ANN, method: 'password' } } },
      { type: 'Authenticated', detail: { data: { userId: ANN, sessionId: session?.sessionId } } },
    ]);
    expect(new Set(world.rows.map(({ operationId }) => operationId)).size).toBe(1);
    expect(world.rows[0]?.detail.metadata).toMatchObject({ actor: { id: ANN, ip: IP, userAgent: 'vitest' } });
  });

  it('puts the session into a cookie that no script, no other host and no other site can use', async () => {
    const { cookies, body } = await new SessionWorld().logIn({ mode: 'cookie' });

    expect(cookies).toEqual([
      expect.stringMatching(/^__Host-rollcall=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    expect(body).toEqual({ sessionId: expect.any(String), expiresAt: '2026-12-22T10:00:00.000Z' });
  });

  it('takes a userId for a username', async () => {
    const world = new SessionWorld();
    expect(await world.outcomeOf(world.logIn({ username: ANN }))).toBe(200);
    expect(world.rows[0]?.detail.data).toMatchObject({ username: ANN, userId: ANN });
  });

  it('signs in a user whom an administrator registered before profiles had a verification time', async () => {
    const world = new SessionWorld();
    world.profile({});
    expect(await world.outcomeOf(world.logIn())).toBe(200);
  });

  it.each<[string, (world: SessionWorld) => unknown]>([
    ['incorrect_password', ({ pool }) => Object.assign(pool, { password: 'another' })],
    ['user_not_found', ({ pool }) => Object.assign(pool, { failure: { name: 'UserNotFoundException' } })],
    ['user_inactive', (world) => world.hold({ disabled: true })],
    ['user_inactive', (world) => world.profile({ deletionStartedAt: START.toISOString() })],
    ['user_inactive', ({ database }) => database.table('access').delete(authorizationKey(ANN))],
    ['not_verified', (world) => world.profile({ method: 'email' })],
    ['not_verified', ({ pool }) => Object.assign(pool, { failure: { name: 'UserNotConfirmedException' } })],
    ['password_reset_required', ({ pool }) => Object.assign(pool, { challenge: 'NEW_PASSWORD_REQUIRED' })],
    [
      'password_reset_required',
      ({ pool }) => Object.assign(pool, { failure: { name: 'PasswordResetRequiredException' } }),
    ],
    ['locked', ({ pool }) => failWith(pool, 'User is disabled.')],
    ['locked', ({ pool }) => failWith(pool, 'Password attempts exceeded')],
  ])('publishes the reason %s in the event only', async (reason, arrange) => {
    const world = new SessionWorld();
    await arrange(world);

    await expect(world.logIn()).rejects.toMatchObject({
      type: 'login_refused',
      message: 'Check the username and the password, or reset the password, and try again.',
    });

    expect(world.events).toEqual(refusedWith(reason));
    expect(world.items).toEqual([]);
    expect(world.calls.filter((call) => call === 'TransactWriteItems')).toHaveLength(1);
  });

  it.each(['user_inactive', 'not_verified'])('says %s only after a right password', async () => {
    const world = new SessionWorld();
    world.hold({ disabled: true });
    world.profile({ method: 'email' });
    await world.fail();
    expect(world.events).toEqual(refusedWith('incorrect_password'));
  });

  it('makes the same calls for an unknown username, and publishes no userId', async () => {
    const [known, unknown] = [new SessionWorld(), new SessionWorld()];
    await known.fail();

    expect(await unknown.fail({ username: 'unknown@example.com' })).toBe('login_refused');

    expect(unknown.calls).toEqual(known.calls);
    expect(unknown.pool.calls).toHaveLength(1);
    expect(unknown.events).toEqual(refusedWith('user_not_found'));
    const [, failed] = unknown.rows;
    expect(failed?.detail.data).not.toHaveProperty('userId');
    expect(failed?.detail.metadata.actor).toMatchObject({ id: NOBODY, ip: IP });
  });

  it('refuses an unknown username whatever password the pool would accept', async () => {
    const world = new SessionWorld();
    expect(await world.outcomeOf(world.logIn({ username: 'unknown@example.com' }))).toBe('login_refused');
  });

  it('answers 503, counts no failure and publishes the attempt when the pool does not answer', async () => {
    const world = new SessionWorld();
    world.pool.failure = { name: 'InternalErrorException' };
    expect(await world.outcomeOf(world.logIn())).toBe('unavailable');
    expect(world.events).toEqual(refusedWith('unexpected_exception'));
    expect(world.failuresOf(`ACCOUNT#${EMAIL}`)).toBeUndefined();
  });

  it('publishes nothing and creates no session when KMS does not answer', async () => {
    const world = new SessionWorld();
    world.kms.failing = 'KMSInternalException';
    await expect(world.logIn()).rejects.toThrow();
    expect(world.items).toEqual([]);
    expect(world.events).toEqual([]);
    expect(await world.outcomeOf(world.logIn())).toBe(200);
  });

  it('asks KMS for a data key once in 5 minutes', async () => {
    const world = new SessionWorld();
    for (let login = 0; login < 5; login += 1) await world.logIn();
    expect(world.kms.calls).toEqual(['GenerateDataKeyCommand']);
    world.after(300);
    await world.logIn();
    expect(world.kms.calls).toHaveLength(2);
  });

  it('voids a session whose password was changed while it was looked at', async () => {
    const world = new SessionWorld();
    world.pool.meanwhile = () => {
      world.after(1);
      world.hold({ signedOutAt: world.now.toISOString(), version: 2 });
    };
    const { refreshToken } = await world.tokens();
    world.pool.meanwhile = undefined;
    expect(await world.outcomeOf(world.byToken(refreshToken))).toBe('login_refused');
  });

  it('stores and publishes no secret', async () => {
    const world = new SessionWorld();
    const tokens = await world.tokens();
    const cookie = await world.cookie();
    await world.fail({ password: 'a wrong one' });

    const stored = JSON.stringify([world.items, world.rows, world.database.table('throttles').items]);

    const mac = tokens.refreshToken.split('.')[2] ?? '';
    for (const secret of [PASSWORD, 'a wrong one', tokens.accessToken, mac, cookie, 'pool-refresh']) {
      expect(stored).not.toContain(secret);
    }
  });
});

const failWith = (pool: SessionWorld['pool'], message: string) =>
  Object.assign(pool, { failure: { name: 'NotAuthorizedException', message } });
