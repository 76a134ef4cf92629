import { describe, expect, it } from 'vitest';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import { ANN, EMAIL, externalWorld, IP } from '../../support/sessions/external-world.ts';

const refusedWith = (reason: string) => ['AuthenticationStarted', `AuthenticationFailed ${reason}`];
const signedIn = ['ExternalIdentityLinked', 'AuthenticationStarted', 'Authenticated'];
const ann = { registrationId: 'reg-ann', userId: ANN, email: EMAIL };

describe('a first external login', () => {
  it('registers the user on their own behalf, links the identity, and signs in', async () => {
    const world = await externalWorld();
    const { status, body } = await world.enter({ name: 'Ann Example' });

    const [[registrationId, input] = []] = world.registrations.started;
    const userId = userIdOf(registrationId ?? '');
    expect(status).toBe(200);
    expect(body).toMatchObject({ tokenType: 'Bearer', sessionId: expect.any(String) });
    expect(input).toEqual({
      email: EMAIL,
      name: 'Ann Example',
      roles: ['user'],
      requestedBy: userId,
      method: 'external',
      correlationId: 'cor-1',
    });
    expect(world.link()).toMatchObject({ userId, registrationId, linkedAt: expect.any(String) });
    expect(world.profile(userId)?.externalIdentities).toEqual(new Set(['acme#sub-1']));
    expect(world.sessions()).toMatchObject([{ userId, method: 'external', mode: 'token', ip: IP }]);
    expect(world.events()).toEqual(signedIn);
    expect(world.rows()[1]?.detail.metadata.actor).toMatchObject({ id: userId, ip: IP });
  });

  it('names the user by the address where the provider has no name', async () => {
    const world = await externalWorld();
    await world.enter();
    expect(world.registrations.started[0]?.[1].name).toBe('ann');
  });

  it('creates one user for two concurrent requests, which both succeed', async () => {
    const world = await externalWorld();
    expect(await Promise.all([world.outcome(), world.outcome()])).toEqual([200, 200]);
    expect(world.registrations.started).toHaveLength(1);
    expect(world.database.table('users').items).toHaveLength(1);
    expect(world.events().filter((type) => type === 'ExternalIdentityLinked')).toHaveLength(1);
  });

  it.each(['reserved', 'created', 'roles_pending'] as const)(
    'answers 202 while the registration is %s, with no event, and goes on with the same one',
    async (state) => {
      const world = await externalWorld();
      world.registrations.end = state;
      expect(await world.outcome()).toBe(202);
      expect(world.events()).toEqual([]);
      const [[registrationId = ''] = []] = world.registrations.started;
      world.registrations.register({ registrationId, userId: userIdOf(registrationId), email: EMAIL });
      expect(await world.outcome()).toBe(200);
      expect(world.registrations.started).toHaveLength(1);
    },
  );

  it('begins another registration after one that ended without a user', async () => {
    const world = await externalWorld();
    world.registrations.end = 'rolled_back';
    expect(await world.outcome()).toBe('unavailable');
    expect(world.events()).toEqual(refusedWith('unexpected_exception'));
    world.registrations.end = 'registered';
    expect(await world.outcome()).toBe(200);
    expect(new Set(world.registrations.started.map(([id]) => id)).size).toBe(2);
  });

  it('links to the user who took the address during the registration', async () => {
    const world = await externalWorld();
    const table = world.database.table('registrations');
    world.database.onChange = ({ after }) => {
      const isAdmission = after.state === 'reserved' && table.get({ pk: `EMAIL#${EMAIL}` }) === undefined;
      if (isAdmission) world.registrations.register(ann);
    };
    expect(await world.outcome()).toBe(200);
    expect(world.link()).toMatchObject({ userId: ANN });
  });
});

describe('a refused external login', () => {
  it('publishes the reason in the events, and answers the same for every reason', async () => {
    const world = await externalWorld();
    expect(await world.outcome({ aud: 'another-client' })).toBe('login_refused');
    expect(await world.outcome({}, { authType: 'unknown' })).toBe('login_refused');
    expect(world.events()).toEqual([...refusedWith('incorrect_password'), ...refusedWith('incorrect_password')]);
    expect(world.rows().map(({ detail }) => (detail.data as { username: string }).username)).toEqual([
      'acme',
      'acme',
      'unknown',
      'unknown',
    ]);
  });

  it('answers unavailable and counts no failure when the provider does not answer', async () => {
    const world = await externalWorld();
    world.keys.current = async () => Promise.reject(new TypeError('fetch failed'));
    expect(await world.outcome()).toBe('unavailable');
    expect(world.events()).toEqual(refusedWith('unexpected_exception'));
    expect(world.database.table('throttles').items).toEqual([]);
  });

  it('answers unavailable while the pool fails or rejects our challenge answer', async () => {
    const world = await externalWorld();
    world.registrations.register(ann);
    world.pool.failing = 'TooManyRequestsException';
    expect(await world.outcome()).toBe('unavailable');
    world.pool.failing = undefined;
    world.pool.onTheWay = (answer) => `${answer.slice(0, -1)}_`;
    expect(await world.outcome()).toBe('unavailable');
    expect(world.sessions()).toEqual([]);
  });

  it('blocks an IP address after 50 failures, and no other', async () => {
    const world = await externalWorld();
    for (let failure = 1; failure <= 50; failure += 1) await world.outcome({ aud: 'another-client' });
    const before = world.events().length;
    expect(await world.outcome()).toBe('too_many_attempts');
    expect(world.events()).toHaveLength(before);
    expect(await world.outcome({}, { actor: { type: 'user', id: ANN, ip: '192.0.2.8' } })).toBe(200);
  });
});
