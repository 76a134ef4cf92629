import { describe, expect, it } from 'vitest';
import { userRegisteredV1 } from '../../../contracts/events/user-registered.v1.ts';
import { userVerificationCompletedV1 } from '../../../contracts/events/user-verification-completed.v1.ts';
import { acceptInvitation } from '../../../lambdas/invitations/accept-invitation.ts';
import type { InvitationRecord } from '../../../lambdas/invitations/invitation.ts';
import { aDelivery } from '../../support/events/builders.ts';
import { anInvitation, INVITER } from '../../support/invitations/builders.ts';
import { fakeInvitations, fakeRoles } from '../../support/invitations/fake-invitations.ts';

const USER = userRegisteredV1.example.userId;
const NOW = new Date('2026-11-22T09:31:00.000Z');

/** Ann, registered as `user`, and the invitation that waits for her. */
async function aWorld(changes: Partial<InvitationRecord> = {}) {
  const fake = fakeInvitations();
  const { roles, read, held } = fakeRoles({
    user: [],
    reader: ['users:read'],
    writer: ['users:disable'],
    inviting: ['invitations:create'],
    admin: ['invitations:create', 'users:read', 'users:disable'],
  });
  const invitation = anInvitation(changes);
  const operation = {
    id: 'op',
    correlationId: 'c',
    causationId: 'c',
    actor: { type: 'user', id: INVITER },
    at: NOW,
  } as const;
  await fake.store.create(invitation, operation, { type: 'InvitationCreated', version: 1, place: 'created', data: {} });
  fake.journal.length = 0;
  fake.users.set(INVITER, new Set(['admin'])).set(USER, new Set(['user']));
  const accept = acceptInvitation({
    store: fake.store,
    authorizationOf: fake.authorizationOf,
    rolePermissions: read,
    permissionsOf: held,
    clock: () => NOW,
  });
  const stateNow = () => fake.invitations.get(invitation.invitationId)?.state;
  return { accept, roles, stateNow, ...fake };
}

const tellings = (journal: readonly { type: string; detail: { data: unknown } }[]) =>
  journal.map(({ type, detail }) => [type, detail.data]);

describe('somebody who signed up with an address that was invited', () => {
  it('gets nothing until she has shown that the address is hers', async () => {
    const { accept, users, journal, stateNow } = await aWorld({ roles: ['reader'] });

    await accept(aDelivery(userRegisteredV1, { method: 'email' }));

    expect([...(users.get(USER) ?? [])]).toEqual(['user']);
    expect([stateNow(), journal]).toEqual(['pending', []]);
  });

  it('gets the roles with the link in her mail', async () => {
    const { accept, users, stateNow } = await aWorld({ roles: ['reader'] });

    await accept(aDelivery(userVerificationCompletedV1, { userId: USER }));

    expect([...(users.get(USER) ?? [])]).toEqual(['user', 'reader']);
    expect(stateNow()).toBe('accepted');
  });

  it('gets them at once when a provider vouches for the address', async () => {
    const { accept, stateNow } = await aWorld({ roles: ['reader'] });

    await accept(aDelivery(userRegisteredV1, { method: 'external' }));

    expect(stateNow()).toBe('accepted');
  });
});

describe('a registered user who was invited', () => {
  it('gets the roles of the invitation in the inviter’s name', async () => {
    const { accept, users, journal, stateNow } = await aWorld({ roles: ['reader', 'writer'] });

    await accept(aDelivery(userRegisteredV1));

    expect([...(users.get(USER) ?? [])]).toEqual(['user', 'reader', 'writer']);
    expect(stateNow()).toBe('accepted');
    expect(tellings(journal)).toMatchObject([
      ['RoleAssignmentAttempted', { userId: USER, role: 'reader', assignedBy: INVITER }],
      ['RoleAssignmentAttempted', { role: 'writer' }],
      ['RoleAssignmentSucceeded', { role: 'reader', assignedBy: INVITER }],
      ['RoleAssignmentSucceeded', { role: 'writer' }],
      ['InvitationAccepted', { acceptedUserId: USER, roles: ['reader', 'writer'] }],
    ]);
    expect(journal[0]?.detail.metadata).toMatchObject({
      correlationId: 'cor-1',
      causationId: aDelivery(userRegisteredV1).metadata.eventId,
    });
  });

  it('gets them also from an inviter who may by a permission group', async () => {
    const { accept, users, groups, stateNow } = await aWorld({ roles: ['reader'] });
    users.set(INVITER, new Set(['reader']));
    groups.set(INVITER, new Set(['inviting']));

    await accept(aDelivery(userRegisteredV1));

    expect(users.get(USER)).toContain('reader');
    expect(stateNow()).toBe('accepted');
  });

  it('gets each role once', async () => {
    const { accept, journal } = await aWorld({ roles: ['user', 'reader'] });

    await accept(aDelivery(userRegisteredV1));

    expect(journal.map(({ type }) => type)).toEqual([
      'RoleAssignmentAttempted',
      'RoleAssignmentSucceeded',
      'InvitationAccepted',
    ]);
  });

  it('gets them although the roles of her registration are pending', async () => {
    const { accept, users } = await aWorld();
    users.set(USER, new Set());

    await accept(aDelivery(userRegisteredV1, { status: 'roles_pending' }));

    expect(users.get(USER)).toContain('reader');
  });

  it('gets nothing twice when the event comes twice', async () => {
    const { accept, journal } = await aWorld();

    await accept(aDelivery(userRegisteredV1));
    const told = journal.length;
    await accept(aDelivery(userRegisteredV1));

    expect(journal).toHaveLength(told);
  });

  it('consumes the invitation once when two deliveries race', async () => {
    const { accept, journal } = await aWorld();

    await Promise.allSettled([accept(aDelivery(userRegisteredV1)), accept(aDelivery(userRegisteredV1))]);

    expect(journal.filter(({ type }) => type === 'InvitationAccepted')).toHaveLength(1);
  });

  it('is nobody’s business when no invitation waits for her', async () => {
    const { accept, journal } = await aWorld();

    await accept(aDelivery(userRegisteredV1, { email: 'bob@example.com' }));

    expect(journal).toEqual([]);
  });

  it('makes the queue bring the event back when her roles changed meanwhile', async () => {
    const { accept, store } = await aWorld();
    store.accept = async () => 'changed';

    await expect(accept(aDelivery(userRegisteredV1))).rejects.toThrow('changed meanwhile');
  });
});

describe('an invitation that cannot be accepted', () => {
  const refusedFor = (reason: string, roles = ['reader']) => [['InvitationAcceptanceFailed', { reason, roles }]];

  it('has expired before she registered, whenever the event is read', async () => {
    const { accept, users, journal, stateNow } = await aWorld({ endsAt: '2026-11-22T09:29:59.999Z' });

    await accept(aDelivery(userRegisteredV1));

    expect(tellings(journal)).toMatchObject(refusedFor('expired'));
    expect(users.get(USER)).not.toContain('reader');
    expect(stateNow()).toBe('expired');
  });

  it('counts to its last millisecond, though the event waits in a queue', async () => {
    const { accept, stateNow } = await aWorld({ endsAt: '2026-11-22T09:30:00.000Z' });

    await accept(aDelivery(userRegisteredV1));

    expect(stateNow()).toBe('accepted');
  });

  it.each([
    ['no longer holds what it gives', new Set(['inviting'])],
    ['may no longer invite', new Set(['reader'])],
  ])('comes from somebody who %s', async (_, held) => {
    const { accept, users, journal, stateNow } = await aWorld();
    users.set(INVITER, held);

    await accept(aDelivery(userRegisteredV1));

    expect(tellings(journal)).toMatchObject(refusedFor('not_allowed'));
    expect(stateNow()).toBe('revoked');
  });

  it('comes from somebody who is gone or disabled', async () => {
    const gone = await aWorld();
    gone.users.delete(INVITER);
    await gone.accept(aDelivery(userRegisteredV1));
    expect(tellings(gone.journal)).toMatchObject(refusedFor('not_allowed'));

    const disabled = await aWorld();
    disabled.disabled.add(INVITER);
    await disabled.accept(aDelivery(userRegisteredV1));
    expect(tellings(disabled.journal)).toMatchObject(refusedFor('not_allowed'));
  });

  it('names a role that is gone, and tells only what was not given', async () => {
    const { accept, roles, journal } = await aWorld({ roles: ['user', 'reader'] });
    roles.delete('reader');

    await accept(aDelivery(userRegisteredV1));

    expect(tellings(journal)).toMatchObject(refusedFor('role_not_found'));
  });

  it('stays for her next registration when she was deleted meanwhile', async () => {
    const { accept, users, journal, stateNow } = await aWorld();
    users.delete(USER);

    await accept(aDelivery(userRegisteredV1));

    expect(tellings(journal)).toMatchObject(refusedFor('user_not_found'));
    expect(stateNow()).toBe('pending');
  });
});
