import { describe, expect, it } from 'vitest';
import { allSessionsRevokedV1 } from '../../../contracts/events/all-sessions-revoked.v1.ts';
import { roleRevocationSucceededV1 } from '../../../contracts/events/role-revocation-succeeded.v1.ts';
import { userDeletedV1 } from '../../../contracts/events/user-deleted.v1.ts';
import { userDisabledV1 } from '../../../contracts/events/user-disabled.v1.ts';
import { userEnabledV1 } from '../../../contracts/events/user-enabled.v1.ts';
import type { JournalRow } from '../../../lambdas/platform/events/journal.ts';
import { consumerJournal } from '../../../lambdas/platform/events/journal.ts';
import { type EndedUser, endSessions } from '../../../lambdas/sessions/end-sessions.ts';
import { aDelivery, EVENT_ID } from '../../support/events/builders.ts';
import { InMemoryDynamo } from '../../support/simulation/dynamo/client.ts';

function aWorld(hasActiveSession = false) {
  const dynamo = new InMemoryDynamo();
  const signedOut: string[] = [];
  const marked: EndedUser[] = [];
  let poolIsDown = false;
  const end = endSessions({
    mark: async (ended) => {
      marked.push(ended);
      return { count: 3, hasActiveSession };
    },
    signOut: async (userId) => {
      if (poolIsDown) throw new Error('the pool is down');
      signedOut.push(userId);
    },
    journal: consumerJournal(dynamo.client, 'journal'),
    clock: () => new Date('2026-11-22T10:00:00.000Z'),
  });
  const published = () =>
    (dynamo.all('journal') as readonly unknown[] as readonly JournalRow[]).map(({ detail }) => detail);
  return { dynamo, end, marked, signedOut, published, breakPool: (down: boolean) => (poolIsDown = down) };
}

const adminRevoked = (reason?: string) =>
  aDelivery(roleRevocationSucceededV1, {
    role: 'admin',
    ...(reason === undefined ? { reason: 'left us' } : { reason }),
  });

describe('a user whose access ended', () => {
  it.each([
    [adminRevoked(), 'admin_role_revoked'],
    [aDelivery(userDisabledV1), 'user_disabled'],
    [aDelivery(userDeletedV1), 'user_deleted'],
  ])(
    'is signed out, and AllSessionsRevoked has the reason and the number of marked sessions',
    async (event, reason) => {
      const { end, marked, signedOut, published } = aWorld();
      await end(event);
      const { userId } = event.data as { userId: string };
      expect(signedOut).toEqual([userId]);
      expect(published()).toMatchObject([{ metadata: { causationId: EVENT_ID }, data: { userId, count: 3, reason } }]);
      expect(marked).toEqual([{ userId, reason, at: new Date(event.metadata.occurredAt) }]);
      expect(allSessionsRevokedV1.data.parse(published()[0]?.data)).toBeDefined();
    },
  );

  it.each([
    ['another role was revoked', aDelivery(roleRevocationSucceededV1, { role: 'user', reason: 'left us' })],
    ['the admin role was revoked by a deletion, which has its own event', adminRevoked('user_deleted')],
    ['the user was enabled', aDelivery(userEnabledV1)],
  ])('stays signed in when %s', async (_, event) => {
    const { end, marked, signedOut, published } = aWorld();
    await end(event);
    expect(marked).toEqual([]);
    expect(signedOut).toEqual([]);
    expect(published()).toEqual([]);
  });

  it('is not signed out again when an event is replayed', async () => {
    const { end, signedOut, published } = aWorld();
    await end(adminRevoked());
    await end(adminRevoked());
    expect(signedOut.length).toBe(1);
    expect(published().length).toBe(1);
  });

  it('is signed out by the next delivery when the pool does not answer, and nothing is published before', async () => {
    const { end, signedOut, published, breakPool } = aWorld();
    breakPool(true);
    await expect(end(adminRevoked())).rejects.toThrow('down');
    expect(published()).toEqual([]);
    breakPool(false);
    await end(adminRevoked());
    expect(signedOut.length).toBe(1);
    expect(published().length).toBe(1);
  });
});

describe('AllSessionsRevoked of an operation', () => {
  it.each(['logged_out_everywhere', 'password_reset', 'password_changed'] as const)(
    'is processed, and not published again: %s',
    async (reason) => {
      const { end, marked, signedOut, published } = aWorld();
      await end(aDelivery(allSessionsRevokedV1, { reason }));
      const { userId } = allSessionsRevokedV1.example;
      expect(marked).toMatchObject([{ userId, reason }]);
      expect(signedOut).toEqual([userId]);
      expect(published()).toEqual([]);
    },
  );

  it.each(['admin_role_revoked', 'user_disabled', 'user_deleted'] as const)(
    'of this consumer is not processed again: %s',
    async (reason) => {
      const { end, marked, signedOut } = aWorld();
      await end(aDelivery(allSessionsRevokedV1, { reason }));
      expect(marked).toEqual([]);
      expect(signedOut).toEqual([]);
    },
  );
});

it('leaves the new session of who is back its refresh token: the pool would take it, too', async () => {
  const { end, marked, signedOut, published } = aWorld(true);
  await end(adminRevoked());
  expect(marked.length).toBe(1);
  expect(signedOut.length).toBe(0);
  expect(published().length).toBe(1);
});
