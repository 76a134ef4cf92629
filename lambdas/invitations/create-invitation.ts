import { createHash } from 'node:crypto';
import type * as z from 'zod/mini';
import type { createInvitationRequest, Invitation } from '../../contracts/api/invitations.ts';
import type { Actor } from '../../contracts/events/define-event.ts';
import * as events from '../../contracts/events/definitions.ts';
import { missingPermissions, type ReadRolePermissions } from '../domain/authorization/authorization.ts';
import { invitationTokenName } from '../domain/mailed-tokens/token.ts';
import type { Tokens } from '../platform/aws/mac-tokens.ts';
import { idempotencyKeyReused, Refusal } from '../platform/errors.ts';
import { journalEntry, requestOperation } from '../platform/events/journal.ts';
import { type Clock, derivedId, type IdSource } from '../platform/runtime.ts';
import { endOfLife } from './rules.ts';
import type { InvitationRecord, InvitationStore } from './store.ts';

export interface InviteDependencies {
  readonly store: InvitationStore;
  readonly rolePermissions: ReadRolePermissions;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** A parsed request. */
export interface Invite {
  readonly body: z.output<typeof createInvitationRequest>;
  readonly caller: { readonly userId: string; readonly permissions: ReadonlySet<string> };
  readonly idempotencyKey: string | undefined;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly requestId: string;
}

/** The invitation as created: a repeated request gets the same answer, whatever its state is by then. */
const asCreated = ({ invitationId, email, roles, invitedBy, createdAt, endsAt }: InvitationRecord): Invitation => ({
  invitationId,
  email,
  roles: [...roles],
  invitedBy,
  state: 'pending',
  createdAt,
  expiresAt: endsAt,
});

const requestHash = ({ email, roles }: Invite['body']): string =>
  createHash('sha256')
    .update(JSON.stringify([email, roles]))
    .digest('hex');

/** With a key, the id derives from it, so that a repeated request finds its own invitation. */
const idOf = ({ idempotencyKey, caller }: Invite, newId: IdSource): string =>
  idempotencyKey === undefined ? newId() : derivedId(`invitation:${caller.userId}:${idempotencyKey}`);

const createdEntry = ({ invitationId, email, roles, invitedBy, endsAt }: InvitationRecord) =>
  journalEntry(events.invitationCreatedV1, 'created', {
    invitationId,
    email,
    roles: [...roles],
    invitedBy,
    expiresAt: endsAt,
  });

function replay(earlier: InvitationRecord, body: Invite['body']): Invitation {
  if (earlier.requestHash === requestHash(body)) return asCreated(earlier);
  throw idempotencyKeyReused();
}

/**
 * Creates an invitation, once for each Idempotency-Key. Refuses with unknown_roles, not_allowed, invitation_pending or
 * idempotency_key_reused.
 */
export function createInvitation(deps: InviteDependencies): (invite: Invite) => Promise<Invitation> {
  const { store, rolePermissions, tokens, clock, newId } = deps;

  async function checkRoles({ body, caller }: Invite): Promise<void> {
    const { permissions, unknown } = await rolePermissions(body.roles);
    if (unknown.length > 0) throw new Refusal('unknown_roles', `There is no role named ${unknown.join(', ')}.`);
    const missing = missingPermissions(caller.permissions, permissions);
    if (missing.length === 0) return;
    throw new Refusal('not_allowed', `The roles hold permissions that you do not hold: ${missing.join(', ')}.`);
  }

  async function recordOf(invite: Invite, invitationId: string, now: Date): Promise<InvitationRecord> {
    const { body, caller, correlationId } = invite;
    return {
      invitationId,
      email: body.email,
      roles: body.roles,
      invitedBy: caller.userId,
      state: 'pending',
      createdAt: now.toISOString(),
      endsAt: endOfLife(now).toISOString(),
      tokenHash: await tokens.hash(await tokens.derive(invitationTokenName(invitationId))),
      requestHash: requestHash(body),
      correlationId,
    };
  }

  return async (invite) => {
    const invitationId = idOf(invite, newId);
    const earlier = invite.idempotencyKey === undefined ? undefined : await store.find(invitationId);
    if (earlier) return replay(earlier, invite.body);
    await checkRoles(invite);
    const now = clock();
    const record = await recordOf(invite, invitationId, now);
    if (
      await store.create(
        record,
        requestOperation(invite, derivedId(`create-invitation:${invitationId}`), now),
        createdEntry(record),
      )
    )
      return asCreated(record);
    // A concurrent copy of this request, or another invitation of this address.
    const concurrent = await store.find(invitationId);
    if (concurrent) return replay(concurrent, invite.body);
    throw new Refusal('invitation_pending', `An invitation of ${record.email} is pending; it ends after 7 days.`);
  };
}
