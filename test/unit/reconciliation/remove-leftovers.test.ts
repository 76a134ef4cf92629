import { describe, expect, it } from 'vitest';
import { aReconciledWorld, LONG_AGO } from '../../support/reconciliation/world.ts';

const parts = ['profile', 'lock', 'authorization'] as const;

describe('what a reconciliation removes', () => {
  it('is leftovers, wherever they are, and tells it once', async () => {
    const world = aReconciledWorld();
    const userId = world.put('ann', { state: 'rolled_back' });
    const { findings, removed } = await world.run({ fix: true });
    expect([findings[0]?.removed, removed]).toEqual([true, 1]);
    expect(world.users.size).toBe(0);
    expect(world.dynamo.all('users')).toEqual([]);
    expect(world.dynamo.all('access')).toEqual([]);
    expect(world.dynamo.get('registrations', { pk: 'EMAIL#ann@example.com' })).toBeUndefined();
    expect(world.dynamo.get('registrations', { pk: 'REGISTRATION#ann' })).toHaveProperty('leftoversRemovedAt');
    expect(world.events()).toMatchObject([
      { type: 'UserDeleted', detail: { metadata: { actor: { type: 'system' } }, data: { userId } } },
    ]);
  });

  it('are also the external identities that her profile lists, as far as they are hers', async () => {
    const world = aReconciledWorld();
    const userId = world.put('ann', { state: 'rolled_back' });
    const [profile] = world.dynamo.all('users');
    world.dynamo.put('users', { ...profile, externalIdentities: new Set(['acme#1']) });
    world.dynamo.put('registrations', { pk: 'EXTERNAL#acme#1', userId });
    world.dynamo.put('registrations', { pk: 'EXTERNAL#acme#2', userId: 'somebody-else' });
    await world.run({ fix: true });
    const links = world.dynamo.all('registrations').filter(({ pk }) => String(pk).startsWith('EXTERNAL#'));
    expect(links).toEqual([{ pk: 'EXTERNAL#acme#2', userId: 'somebody-else' }]);
  });

  it('is nothing of strangers, of unknown registrations, and of whoever holds a role', async () => {
    const world = aReconciledWorld();
    world.users.set('ann.smith', { username: 'ann.smith', sub: 'sub-1', createdAt: LONG_AGO });
    world.put('restored', { without: ['record'] });
    world.put('holder', { state: 'rolled_back', roles: ['admin'] });
    const { counts, removed } = await world.run({ fix: true });
    expect(counts).toMatchObject({ stranger: 1, unknown_registration: 1, leftovers: 1 });
    expect([removed, world.users.size]).toEqual([0, 3]);
  });

  it('is not the address that somebody else has taken since', async () => {
    const world = aReconciledWorld();
    world.put('ann', { state: 'rolled_back', without: parts });
    const lock = { pk: 'EMAIL#ann@example.com', registrationId: 'later' };
    world.dynamo.put('registrations', lock);
    expect(await world.run({ fix: true })).toMatchObject({ removed: 1 });
    expect(world.dynamo.get('registrations', { pk: lock.pk })).toEqual(lock);
  });

  it('is told also when the function dies behind the pool', async () => {
    const world = aReconciledWorld();
    world.put('ann', { state: 'rolled_back', without: parts });
    world.dynamo.failNext = (operation) =>
      operation === 'TransactWriteItems' ? Object.assign(new Error('no'), { name: 'Dead' }) : undefined;
    await expect(world.run({ fix: true })).rejects.toThrow('no');
    expect([world.users.size, world.events().length]).toEqual([0, 0]);

    expect(await world.run({ action: 'continue' })).toMatchObject({ outcome: 'finished', removed: 1 });
    expect(world.events().map(({ type }) => type)).toEqual(['UserDeleted']);
  });

  it('is told also when another pass is begun meanwhile', async () => {
    const world = aReconciledWorld();
    world.put('ann', { state: 'rolled_back', without: parts });
    world.dynamo.failNext = (operation) =>
      operation === 'TransactWriteItems' ? Object.assign(new Error('no'), { name: 'Dead' }) : undefined;
    await expect(world.run({ fix: true })).rejects.toThrow('no');
    expect(await world.run({ action: 'start' })).toMatchObject({ outcome: 'finished', findings: [] });
    expect(world.events().map(({ type }) => type)).toEqual(['UserDeleted']);
  });
});
