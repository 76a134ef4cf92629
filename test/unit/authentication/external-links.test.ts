import { describe, expect, it } from 'vitest';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import { ANN, EMAIL, externalWorld } from '../../support/sessions/external-world.ts';

const refusedWith = (reason: string) => ['AuthenticationStarted', `AuthenticationFailed ${reason}`];
const signedIn = ['ExternalIdentityLinked', 'AuthenticationStarted', 'Authenticated'];
const ann = { registrationId: 'reg-ann', userId: ANN, email: EMAIL };

describe('a deleted user', () => {
  it('can register again by the same identity, as a new user', async () => {
    const world = await externalWorld();
    await world.enter();
    const { userId, registrationId } = world.link() ?? {};
    world.forget(String(userId), String(registrationId));
    expect(await world.outcome()).toBe(200);
    expect(world.link()).toMatchObject({ userId: expect.not.stringMatching(String(userId)) });
    expect(world.registrations.started).toHaveLength(2);
  });
});

describe('a linked identity', () => {
  it('signs its user in again, and links nothing', async () => {
    const world = await externalWorld();
    await world.enter();
    const { status, cookies, body } = await world.enter({}, { mode: 'cookie' });
    expect(status).toBe(200);
    expect(cookies).toEqual([expect.stringContaining('__Host-rollcall=')]);
    expect(JSON.stringify(body)).not.toContain('Token');
    expect(world.events()).toEqual([...signedIn, 'AuthenticationStarted', 'Authenticated']);
  });

  it('belongs to the same user after a change of the address', async () => {
    const world = await externalWorld();
    await world.enter();
    expect(await world.outcome({ email: 'new@example.com' })).toBe(200);
    expect(world.database.table('users').items).toHaveLength(1);
  });

  it('is not taken over by a request that found none', async () => {
    const world = await externalWorld();
    const bob = { registrationId: 'reg-bob', userId: userIdOf('reg-bob'), email: 'bob@example.com' };
    world.registrations.register(ann);
    world.registrations.register(bob);
    const identity = { authType: 'acme', externalId: 'sub-1' };
    const operation = {
      id: 'op',
      correlationId: 'c',
      causationId: 'c',
      actor: { type: 'user', id: ANN },
      at: new Date(),
    } as const;
    expect(await world.links.link({ identity, ...ann }, operation)).toBe(true);
    expect(await world.links.link({ identity, ...bob }, { ...operation, id: 'op-2' })).toBe(false);
    expect(world.link()).toMatchObject({ userId: ANN });
    expect(world.profile(bob.userId)).not.toHaveProperty('externalIdentities');
  });

  it('does not sign a disabled user in, although the ID token is valid', async () => {
    const world = await externalWorld();
    world.registrations.register(ann);
    await world.enter();
    world.disable(ANN);
    expect(await world.outcome()).toBe('login_refused');
    expect(world.events().slice(-2)).toEqual(refusedWith('user_inactive'));
  });

  it('whose user is deleted registers a new user', async () => {
    const world = await externalWorld();
    world.database.table('registrations').put({ pk: 'EXTERNAL#acme#sub-1', userId: ANN, registrationId: 'reg-ann' });
    expect(await world.outcome()).toBe(200);
    expect(world.link()?.userId).not.toBe(ANN);
  });
});

describe('an external login with the address of a user', () => {
  it('is linked where the user has verified the address', async () => {
    const world = await externalWorld();
    world.registrations.register(ann);
    expect(await world.outcome()).toBe(200);
    expect(world.registrations.started).toEqual([]);
    expect(world.link()).toMatchObject({ userId: ANN, registrationId: 'reg-ann' });
    expect(world.events()).toEqual(signedIn);
  });

  it('is not linked where the user has not verified the address', async () => {
    const world = await externalWorld();
    world.registrations.register(ann, {});
    expect(await world.outcome()).toBe('login_refused');
    expect(world.link()).toBe(undefined);
    expect(world.pool.calls).toEqual([]);
    expect(world.sessions()).toEqual([]);
    expect(world.events()).toEqual(refusedWith('not_verified'));
  });

  it('is not linked where the user is disabled or being deleted', async () => {
    for (const change of ['disabled', 'deleted'] as const) {
      const world = await externalWorld();
      world.registrations.register(ann, {
        emailVerifiedAt: 'now',
        ...(change === 'deleted' && { deletionStartedAt: 'now' }),
      });
      if (change === 'disabled') world.disable(ANN);
      expect(await world.outcome()).toBe('login_refused');
      expect(world.link()).toBeUndefined();
      expect(world.events()).toEqual(refusedWith('user_inactive'));
    }
  });

  it.each([{ email_verified: false }, { email_verified: undefined }, { email: undefined }])(
    'is neither linked nor registered by a provider that does not vouch for it: %j',
    async (claims) => {
      const world = await externalWorld();
      world.registrations.register(ann);
      expect(await world.outcome(claims)).toBe('login_refused');
      expect(await world.outcome({ ...claims, sub: 'sub-2' })).toBe('login_refused');
      expect(world.link()).toBe(undefined);
      expect(world.registrations.started).toEqual([]);
      expect(world.pool.calls).toEqual([]);
      expect(world.events()).toEqual([...refusedWith('not_verified'), ...refusedWith('not_verified')]);
    },
  );
});
