import { describe, expect, it } from 'vitest';
import { userIdOf } from '../../../lambdas/platform/ids.ts';
import { ANN, EMAIL, externalWorld } from '../../support/sessions/external-world.ts';

const refusedWith = (reason: string) => ['AuthenticationStarted', `AuthenticationFailed ${reason}`];
const letIn = ['ExternalIdentityLinked', 'AuthenticationStarted', 'Authenticated'];
const ann = { registrationId: 'reg-ann', userId: ANN, email: EMAIL };

describe('somebody who was deleted', () => {
  it('may register again by the same identity, and is somebody new', async () => {
    const world = await externalWorld();
    await world.enter();
    const { userId, registrationId } = world.link() ?? {};
    world.forget(String(userId), String(registrationId));
    expect(await world.outcome()).toBe(200);
    expect(world.link()).toMatchObject({ userId: expect.not.stringMatching(String(userId)) });
    expect(world.registrations.started).toHaveLength(2);
  });
});

describe('an identity that is linked', () => {
  it('lets her in again, and links nothing', async () => {
    const world = await externalWorld();
    await world.enter();
    const { status, cookies, body } = await world.enter({}, { mode: 'cookie' });
    expect([status, cookies]).toEqual([200, [expect.stringContaining('__Host-rollcall=')]]);
    expect(JSON.stringify(body)).not.toContain('Token');
    expect(world.events()).toEqual([...letIn, 'AuthenticationStarted', 'Authenticated']);
  });

  it('stands for the same user whatever her address is by now', async () => {
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

  it('lets in nobody who is disabled, though the proof is right', async () => {
    const world = await externalWorld();
    world.registrations.register(ann);
    await world.enter();
    world.disable(ANN);
    expect(await world.outcome()).toBe('login_refused');
    expect(world.events().slice(-2)).toEqual(refusedWith('user_inactive'));
  });

  it('that outlived its user stands for nobody: she is registered anew', async () => {
    const world = await externalWorld();
    world.database.table('registrations').put({ pk: 'EXTERNAL#acme#sub-1', userId: ANN, registrationId: 'reg-ann' });
    expect(await world.outcome()).toBe(200);
    expect(world.link()?.userId).not.toBe(ANN);
  });
});

describe('an address that somebody has already', () => {
  it('is linked where she has proved that it is hers', async () => {
    const world = await externalWorld();
    world.registrations.register(ann);
    expect(await world.outcome()).toBe(200);
    expect(world.registrations.started).toEqual([]);
    expect(world.link()).toMatchObject({ userId: ANN, registrationId: 'reg-ann' });
    expect(world.events()).toEqual(letIn);
  });

  it('is not linked where whoever signed up with it has not: it may be anybody', async () => {
    const world = await externalWorld();
    world.registrations.register(ann, {});
    expect(await world.outcome()).toBe('login_refused');
    expect([world.link(), world.pool.calls, world.sessions()]).toEqual([undefined, [], []]);
    expect(world.events()).toEqual(refusedWith('not_verified'));
  });

  it('is not linked where she is disabled or being deleted', async () => {
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
      expect([world.link(), world.registrations.started, world.pool.calls]).toEqual([undefined, [], []]);
      expect(world.events()).toEqual([...refusedWith('not_verified'), ...refusedWith('not_verified')]);
    },
  );
});
