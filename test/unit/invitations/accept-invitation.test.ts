import { describe, expect, it } from 'vitest';
import { userRegisteredV1 } from '../../../contracts/events/user-registered.v1.ts';
import { aDelivery } from '../../support/events/builders.ts';
import { INVITER } from '../../support/invitations/builders.ts';
import { anInvitedWorld, USER } from '../../support/invitations/world.ts';

const tellings = (journal: readonly { type: string; detail: { data: unknown } }[]) =>
  journal.map(({ type, detail }) => [type, detail.data]);

describe('a registered user who was invited', () => {
  it('gets the roles of the invitation in the inviter’s name', async () => {
    const { accept, users, journal, stateNow } = await anInvitedWorld({ roles: ['reader', 'writer'] });

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
    const { accept, users, groups, stateNow } = await anInvitedWorld({ roles: ['reader'] });
    users.set(INVITER, new Set(['reader']));
    groups.set(INVITER, new Set(['inviting']));

    await accept(aDelivery(userRegisteredV1));

    expect(users.get(USER)).toContain('reader');
    expect(stateNow()).toBe('accepted');
  });

  it('gets each role once', async () => {
    const { accept, journal } = await anInvitedWorld({ roles: ['user', 'reader'] });

    await accept(aDelivery(userRegisteredV1));

    expect(journal.map(({ type }) => type)).toEqual([
      'RoleAssignmentAttempted',
      'RoleAssignmentSucceeded',
      'InvitationAccepted',
    ]);
  });

  it('gets them although the roles of her registration are pending', async () => {
    const { accept, users } = await anInvitedWorld();
    users.set(USER, new Set());

    await accept(aDelivery(userRegisteredV1, { status: 'roles_pending' }));

    expect(users.get(USER)).toContain('reader');
  });

  it('gets nothing twice when the event comes twice', async () => {
    const { accept, journal } = await anInvitedWorld();

    await accept(aDelivery(userRegisteredV1));
    const told = journal.length;
    await accept(aDelivery(userRegisteredV1));

    expect(journal).toHaveLength(told);
  });

  it('consumes the invitation once when two deliveries race', async () => {
    const { accept, journal } = await anInvitedWorld();

    await Promise.allSettled([accept(aDelivery(userRegisteredV1)), accept(aDelivery(userRegisteredV1))]);

    expect(journal.filter(({ type }) => type === 'InvitationAccepted')).toHaveLength(1);
  });

  it('is nobody’s business when no invitation waits for her', async () => {
    const { accept, journal } = await anInvitedWorld();

    await accept(aDelivery(userRegisteredV1, { email: 'bob@example.com' }));

    expect(journal).toEqual([]);
  });

  it('makes the queue bring the event back when her roles changed meanwhile', async () => {
    const { accept, store } = await anInvitedWorld();
    store.accept = async () => 'changed';

    await expect(accept(aDelivery(userRegisteredV1))).rejects.toThrow('changed meanwhile');
  });
});

describe('an invitation that cannot be accepted', () => {
  const failed = (reason: string) => ['InvitationAcceptanceFailed', { reason, roles: ['reader'] }];
  const refusedFor = (reason: string) => [
    ['RoleAssignmentAttempted', { role: 'reader', userId: USER, assignedBy: INVITER }],
    ['RoleAssignmentFailed', { role: 'reader', userId: USER, assignedBy: INVITER, reason }],
    failed(reason),
  ];

  it('has expired before she registered, whenever the event is read', async () => {
    const { accept, users, journal, stateNow } = await anInvitedWorld({ endsAt: '2026-11-22T09:29:59.999Z' });

    await accept(aDelivery(userRegisteredV1));

    expect(tellings(journal)).toMatchObject([failed('expired')]);
    expect(users.get(USER)).not.toContain('reader');
    expect(stateNow()).toBe('expired');
  });

  it('counts to its last millisecond, though the event waits in a queue', async () => {
    const { accept, stateNow } = await anInvitedWorld({ endsAt: '2026-11-22T09:30:00.000Z' });

    await accept(aDelivery(userRegisteredV1));

    expect(stateNow()).toBe('accepted');
  });

  it.each([
    ['no longer holds what it gives', new Set(['inviting'])],
    ['may no longer invite', new Set(['reader'])],
  ])('comes from somebody who %s', async (_, held) => {
    const { accept, users, journal, stateNow } = await anInvitedWorld();
    users.set(INVITER, held);

    await accept(aDelivery(userRegisteredV1));

    expect(tellings(journal)).toMatchObject(refusedFor('not_allowed'));
    expect(stateNow()).toBe('revoked');
  });

  it('comes from somebody who is gone or disabled', async () => {
    const gone = await anInvitedWorld();
    gone.users.delete(INVITER);
    await gone.accept(aDelivery(userRegisteredV1));
    expect(tellings(gone.journal)).toMatchObject(refusedFor('not_allowed'));

    const disabled = await anInvitedWorld();
    disabled.disabled.add(INVITER);
    await disabled.accept(aDelivery(userRegisteredV1));
    expect(tellings(disabled.journal)).toMatchObject(refusedFor('not_allowed'));
  });

  it('names a role that is gone, and tells only what was not given', async () => {
    const { accept, roles, journal } = await anInvitedWorld({ roles: ['user', 'reader'] });
    roles.delete('reader');

    await accept(aDelivery(userRegisteredV1));

    expect(tellings(journal)).toMatchObject(refusedFor('role_not_found'));
  });

  it('is refused when she would have more roles than anybody can', async () => {
    const { accept, users, journal, stateNow } = await anInvitedWorld({ roles: ['reader'] });
    users.set(USER, new Set(Array.from({ length: 25 }, (_, index) => `role-${index}`)));

    await accept(aDelivery(userRegisteredV1));

    expect([users.get(USER)?.size, stateNow()]).toEqual([25, 'revoked']);
    expect(tellings(journal)).toMatchObject(refusedFor('not_allowed'));
  });

  it('stays for her next registration when she was deleted meanwhile', async () => {
    const { accept, users, journal, stateNow } = await anInvitedWorld();
    users.delete(USER);

    await accept(aDelivery(userRegisteredV1));

    expect(tellings(journal)).toMatchObject(refusedFor('user_not_found'));
    expect(stateNow()).toBe('pending');
  });
});
