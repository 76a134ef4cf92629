import { MAX_ROLES } from '../../contracts/fields.ts';
import type { Permission } from '../../contracts/permissions.ts';
import {
  type Authorization,
  missingPermissions,
  type ReadAuthorization,
  type ReadPermissions,
  type ReadRolePermissions,
} from '../domain/authorization/authorization.ts';
import type { Clock } from '../platform/clock.ts';
import { Transient } from '../platform/errors.ts';
import type { Delivery } from '../platform/events/consumer.ts';
import { logger } from '../platform/observability/logger.ts';
import { type Acceptance, acceptedEntries, operationOf, refusedEntries } from './acceptance.ts';
import type { AcceptanceStore, WriteOutcome } from './acceptance-store.ts';
import type { InvitationRecord } from './invitation.ts';
import { provedAddressOf } from './proved-address.ts';
import { type AcceptanceRefusal, isOver, stateAfterRefusal } from './rules.ts';
import type { InvitationStore } from './store.ts';

export interface AcceptDependencies {
  readonly store: Pick<InvitationStore, 'findPending'> & AcceptanceStore;
  readonly authorizationOf: ReadAuthorization;
  readonly rolePermissions: ReadRolePermissions;
  readonly permissionsOf: ReadPermissions;
  readonly clock: Clock;
}

const INVITE = 'invitations:create' satisfies Permission;

/**
 * Joins a registered user to the pending invitation of her address, once. What the inviter may give
 * is checked again, because it may have been taken away since. Throws where trying again may help.
 */
export function acceptInvitation(deps: AcceptDependencies): (event: Delivery) => Promise<void> {
  const { store, authorizationOf, rolePermissions, permissionsOf, clock } = deps;

  async function inviterMayGive(inviter: Authorization | undefined, wanted: ReadonlySet<string>): Promise<boolean> {
    if (inviter === undefined || inviter.disabled === true) return false;
    const held = await permissionsOf(inviter);
    return held.has(INVITE) && missingPermissions(held, wanted).length === 0;
  }

  async function refusalOf(
    invitation: InvitationRecord,
    roles: number,
    at: Date,
  ): Promise<AcceptanceRefusal | undefined> {
    if (isOver(invitation.endsAt, at)) return 'expired';
    if (roles > MAX_ROLES) return 'not_allowed';
    const { permissions, unknown } = await rolePermissions(invitation.roles);
    if (unknown.length > 0) return 'role_not_found';
    const inviter = await authorizationOf(invitation.invitedBy);
    return (await inviterMayGive(inviter, permissions)) ? undefined : 'not_allowed';
  }

  const refuse = (acceptance: Acceptance, event: Delivery, reason: AcceptanceRefusal): Promise<WriteOutcome> =>
    store.refuse(
      acceptance,
      stateAfterRefusal[reason],
      operationOf(acceptance, event, clock()),
      refusedEntries(acceptance, reason),
    );

  async function accept(acceptance: Acceptance, event: Delivery): Promise<WriteOutcome> {
    const operation = operationOf(acceptance, event, clock());
    const outcome = await store.accept(acceptance, operation, acceptedEntries(acceptance));
    return outcome === 'user_not_found' ? refuse(acceptance, event, outcome) : outcome;
  }

  return async (event) => {
    const proved = provedAddressOf(event);
    if (proved === undefined) return;
    const { email, userId } = proved;
    const invitation = await store.findPending(email);
    if (invitation?.state !== 'pending') return;
    const held = await authorizationOf(userId);
    const missing = invitation.roles.filter((role) => held?.roles?.has(role) !== true);
    const acceptance = { invitation, userId, missing, disabled: held?.disabled === true };
    // The registration's own time counts: an invitation does not run out while its event waits in a queue.
    const roles = (held?.roles?.size ?? 0) + missing.length;
    const refusal = await refusalOf(invitation, roles, new Date(event.metadata.occurredAt));
    const outcome = await (refusal ? refuse(acceptance, event, refusal) : accept(acceptance, event));
    logger.info('invitation met', { invitationId: invitation.invitationId, userId, refusal, outcome });
    if (outcome === 'changed') throw new Transient(503, 'the roles or the invitation changed meanwhile');
  };
}
