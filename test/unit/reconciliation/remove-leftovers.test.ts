import { describe, expect, it } from 'vitest';
import { aReconciledWorld, LONG_AGO } from '../../support/reconciliation/world.ts';

const TABLE_ITEMS = ['profile', 'lock', 'authorization'] as const;

describe('reconcile with fix', () => {
  it('removes leftovers from pool and tables, and journals UserDeleted once', async () => {
    const world = aReconciledWorld();
    const userId = world.put('ann', { state: 'rolled_back' });
    const { findings, removed } = await world.run({ fix: true });
    expect(findings[0]?.removed).toBe(true);
    expect(removed).toBe(1);
    expect(world.users.size).toBe(0);
    expect(world.dynamo.all('users')).toEqual([]);
    expect(world.dynamo.all('access')).toEqual([]);
    expect(world.dynamo.get('registrations', { pk: 'EMAIL#ann@example.com' })).toBeUndefined();
    expect(world.dynamo.get('registrations', { pk: 'REGISTRATION#ann' })).toHaveProperty('leftoversRemovedAt');
    expect(world.events()).toMatchObject([
      { type: 'UserDeleted', detail: { metadata: { actor: { type: 'system' } }, data: { userId } } },
    ]);
  });

  it('removes the external identities that the profile lists, and no other user’s', async () => {
    const world = aReconciledWorld();
    const userId = world.put('ann', { state: 'rolled_back' });
    const [profile] = world.dynamo.all('users');
    world.dynamo.put('users', { ...profile, externalIdentities: new Set(['acme#1']) });
    world.dynamo.put('registrations', { pk: 'EXTERNAL#acme#1', userId });
    world.dynamo.put('registrations', { pk: 'EXTERNAL#acme#2', userId: 'another-user' });
    await world.run({ fix: true });
    const links = world.dynamo.all('registrations').filter(({ pk }) => String(pk).startsWith('EXTERNAL#'));
    expect(links).toEqual([{ pk: 'EXTERNAL#acme#2', userId: 'another-user' }]);
  });

  it('removes no stranger, no unknown registration, and no user who holds a role', async () => {
    const world = aReconciledWorld();
    world.users.set('ann.smith', { username: 'ann.smith', sub: 'sub-1', createdAt: LONG_AGO });
    world.put('restored', { without: ['record'] });
    world.put('holder', { state: 'rolled_back', roles: ['admin'] });
    const { counts, removed } = await world.run({ fix: true });
    expect(counts).toMatchObject({ stranger: 1, unknown_registration: 1, leftovers: 1 });
    expect(removed).toBe(0);
    expect(world.users.size).toBe(3);
  });

  it('keeps the e-mail lock of a later registration', async () => {
    const world = aReconciledWorld();
    world.put('ann', { state: 'rolled_back', without: TABLE_ITEMS });
    const lock = { pk: 'EMAIL#ann@example.com', registrationId: 'later' };
    world.dynamo.put('registrations', lock);
    expect(await world.run({ fix: true })).toMatchObject({ removed: 1 });
    expect(world.dynamo.get('registrations', { pk: lock.pk })).toEqual(lock);
  });

  it('journals UserDeleted with the next invocation when the first one dies after the pool’s deletion', async () => {
    const world = aReconciledWorld();
    world.put('ann', { state: 'rolled_back', without: TABLE_ITEMS });
    world.dynamo.failNext = (operation) =>
      operation === 'TransactWriteItems' ? Object.assign(new Error('no'), { name: 'Dead' }) : undefined;
    await expect(world.run({ fix: true })).rejects.toThrow('no');
    expect(world.users.size).toBe(0);
    expect(world.events()).toEqual([]);

    expect(await world.run({ action: 'continue' })).toMatchObject({ outcome: 'finished', removed: 1 });
    expect(world.events().map(({ type }) => type)).toEqual(['UserDeleted']);
  });

  it('journals UserDeleted of an interrupted removal before another pass starts', async () => {
    const world = aReconciledWorld();
    world.put('ann', { state: 'rolled_back', without: TABLE_ITEMS });
    world.dynamo.failNext = (operation) =>
      operation === 'TransactWriteItems' ? Object.assign(new Error('no'), { name: 'Dead' }) : undefined;
    await expect(world.run({ fix: true })).rejects.toThrow('no');
    expect(await world.run({ action: 'start' })).toMatchObject({ outcome: 'finished', findings: [] });
    expect(world.events().map(({ type }) => type)).toEqual(['UserDeleted']);
  });
});
