import { describe, expect, it } from 'vitest';
import { userRegisteredV1 } from '../../../contracts/events/user-registered.v1.ts';
import { aDelivery } from '../../support/events/builders.ts';
import { INVITER } from '../../support/invitations/builders.ts';
import { anInvitedWorld, USER } from '../../support/invitations/world.ts';

const eventsIn = (journal: readonly { type: string; detail: { data: unknown } }[]) =>
  journal.map(({ type, detail }) => [type, detail.data]);

describe('acceptInvitation', () => {
  it('assigns the roles of the invitation on behalf of the inviter', async () => {
    const { accept, users, journal, stateNow } = await anInvitedWorld({ roles: ['reader', 'writer'] });

    await accept(aDelivery(userRegisteredV1));

    expect([...(users.get(USER) ?? [])]).toEqual(['user', 'reader', 'writer']);
    expect(stateNow()).toBe('accepted');
    expect(eventsIn(journal)).toMatchObject([
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

  it('accepts an inviter whose permission comes from a permission group', async () => {
    const { accept, users, groups, stateNow } = await anInvitedWorld({ roles: ['reader'] });
    users.set(INVITER, new Set(['reader']));
    groups.set(INVITER, new Set(['inviting']));

    await accept(aDelivery(userRegisteredV1));

    expect(users.get(USER)).toContain('reader');
    expect(stateNow()).toBe('accepted');
  });

  it('assigns only roles that the user does not hold yet', async () => {
    const { accept, journal } = await anInvitedWorld({ roles: ['user', 'reader'] });

    await accept(aDelivery(userRegisteredV1));

    expect(journal.map(({ type }) => type)).toEqual([
      'RoleAssignmentAttempted',
      'RoleAssignmentSucceeded',
      'InvitationAccepted',
    ]);
  });

  it('assigns roles while the roles of the registration are pending', async () => {
    const { accept, users } = await anInvitedWorld();
    users.set(USER, new Set());

    await accept(aDelivery(userRegisteredV1, { status: 'roles_pending' }));

    expect(users.get(USER)).toContain('reader');
  });

  it('journals nothing for a second delivery', async () => {
    const { accept, journal } = await anInvitedWorld();

    await accept(aDelivery(userRegisteredV1));
    const count = journal.length;
    await accept(aDelivery(userRegisteredV1));

    expect(journal).toHaveLength(count);
  });

  it('accepts the invitation once when two deliveries race', async () => {
    const { accept, journal } = await anInvitedWorld();

    await Promise.allSettled([accept(aDelivery(userRegisteredV1)), accept(aDelivery(userRegisteredV1))]);

    expect(journal.filter(({ type }) => type === 'InvitationAccepted')).toHaveLength(1);
  });

  it('does nothing for a user without a pending invitation', async () => {
    const { accept, journal } = await anInvitedWorld();

    await accept(aDelivery(userRegisteredV1, { email: 'bob@example.com' }));

    expect(journal).toEqual([]);
  });

  it('throws a transient failure when the roles changed meanwhile', async () => {
    const { accept, store } = await anInvitedWorld();
    store.accept = async () => 'changed';

    await expect(accept(aDelivery(userRegisteredV1))).rejects.toThrow('changed meanwhile');
  });
});

describe('acceptInvitation refuses', () => {
  const failed = (reason: string) => ['InvitationAcceptanceFailed', { reason, roles: ['reader'] }];
  const refusedFor = (reason: string) => [
    ['RoleAssignmentAttempted', { role: 'reader', userId: USER, assignedBy: INVITER }],
    ['RoleAssignmentFailed', { role: 'reader', userId: USER, assignedBy: INVITER, reason }],
    failed(reason),
  ];

  it('an invitation that expired before the registration', async () => {
    const { accept, users, journal, stateNow } = await anInvitedWorld({ endsAt: '2026-11-22T09:29:59.999Z' });

    await accept(aDelivery(userRegisteredV1));

    expect(eventsIn(journal)).toMatchObject([failed('expired')]);
    expect(users.get(USER)).not.toContain('reader');
    expect(stateNow()).toBe('expired');
  });

  it('no invitation that was valid at the registration, however late the event is delivered', async () => {
    const { accept, stateNow } = await anInvitedWorld({ endsAt: '2026-11-22T09:30:00.000Z' });

    await accept(aDelivery(userRegisteredV1));

    expect(stateNow()).toBe('accepted');
  });

  it.each([
    ['without the permissions of the roles', new Set(['inviting'])],
    ['without the permission to invite', new Set(['reader'])],
  ])('an inviter %s', async (_, roles) => {
    const { accept, users, journal, stateNow } = await anInvitedWorld();
    users.set(INVITER, roles);

    await accept(aDelivery(userRegisteredV1));

    expect(eventsIn(journal)).toMatchObject(refusedFor('not_allowed'));
    expect(stateNow()).toBe('revoked');
  });

  it('an inviter who is deleted or disabled', async () => {
    const deleted = await anInvitedWorld();
    deleted.users.delete(INVITER);
    await deleted.accept(aDelivery(userRegisteredV1));
    expect(eventsIn(deleted.journal)).toMatchObject(refusedFor('not_allowed'));

    const disabled = await anInvitedWorld();
    disabled.disabled.add(INVITER);
    await disabled.accept(aDelivery(userRegisteredV1));
    expect(eventsIn(disabled.journal)).toMatchObject(refusedFor('not_allowed'));
  });

  it('a deleted role, and journals only roles that were not assigned', async () => {
    const { accept, roles, journal } = await anInvitedWorld({ roles: ['user', 'reader'] });
    roles.delete('reader');

    await accept(aDelivery(userRegisteredV1));

    expect(eventsIn(journal)).toMatchObject(refusedFor('role_not_found'));
  });

  it('roles beyond the maximum of a user', async () => {
    const { accept, users, journal, stateNow } = await anInvitedWorld({ roles: ['reader'] });
    users.set(USER, new Set(Array.from({ length: 25 }, (_, index) => `role-${index}`)));

    await accept(aDelivery(userRegisteredV1));

    expect(users.get(USER)?.size).toBe(25);
    expect(stateNow()).toBe('revoked');
    expect(eventsIn(journal)).toMatchObject(refusedFor('not_allowed'));
  });

  it('a deleted user, and keeps the invitation for the next registration', async () => {
    const { accept, users, journal, stateNow } = await anInvitedWorld();
    users.delete(USER);

    await accept(aDelivery(userRegisteredV1));

    expect(eventsIn(journal)).toMatchObject(refusedFor('user_not_found'));
    expect(stateNow()).toBe('pending');
  });
});
