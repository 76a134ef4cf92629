import { userRegisteredV1 } from '../../../contracts/events/user-registered.v1.ts';
import { acceptInvitation } from '../../../lambdas/invitations/accept-invitation.ts';
import type { InvitationRecord } from '../../../lambdas/invitations/store.ts';
import { anInvitation, INVITER } from './builders.ts';
import { fakeInvitations, fakeRoles } from './fake-invitations.ts';

export const USER = userRegisteredV1.example.userId;
export const NOW = new Date('2026-11-22T09:31:00.000Z');

/** Ann, registered as `user`, and a pending invitation of their address. */
export async function anInvitedWorld(changes: Partial<InvitationRecord> = {}) {
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
  await fake.store.create(invitation, operation, { type: 'InvitationCreated', version: 1, key: 'created', data: {} });
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
