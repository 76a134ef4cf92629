import type { Invite } from '../../../lambdas/invitations/create-invitation.ts';
import type { InvitationRecord } from '../../../lambdas/invitations/store.ts';

export const INVITER = '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';
export const CREATED = new Date('2026-11-22T09:30:00.000Z');
export const ENDS_AT = '2026-11-29T09:30:00.000Z';

export function anInvite(changes: Partial<Invite> = {}): Invite {
  return {
    body: { email: 'ann@example.com', roles: ['user'] },
    caller: { userId: INVITER, permissions: new Set(['invitations:create', 'users:read']) },
    idempotencyKey: undefined,
    actor: { type: 'user', id: INVITER },
    correlationId: 'cor-1',
    requestId: 'req-1',
    ...changes,
  };
}

export function anInvitation(changes: Partial<InvitationRecord> = {}): InvitationRecord {
  return {
    invitationId: '0193a1f0-7a11-7c3d-8b52-5a4e3d2c1b0a',
    email: 'ann@example.com',
    roles: ['reader'],
    invitedBy: INVITER,
    state: 'pending',
    createdAt: CREATED.toISOString(),
    endsAt: ENDS_AT,
    tokenHash: 'hash',
    requestHash: 'request',
    correlationId: 'cor-0',
    ...changes,
  };
}
