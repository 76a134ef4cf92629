import { grantActions } from '../domain/authorization/grants.ts';
import { MAY_BE_GIVEN_MORE } from '../domain/profiles.ts';
import { type DynamoDBDocumentClient, GetCommand, type WriteAction, writeTransaction } from '../platform/aws/dynamo.ts';
import { type JournalEntry, journalActions, type Operation } from '../platform/events/journal.ts';
import type { InvitationState } from './rules.ts';

/**
 * An invitation as stored, item `INVITATION#<invitationId>`. Item `EMAIL#<email>` has the id of the address's pending
 * invitation. The times have other names than `expiresAt`, which is the TTL attribute: invitations have no TTL.
 */
export interface InvitationRecord {
  readonly invitationId: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly invitedBy: string;
  readonly state: InvitationState;
  readonly createdAt: string;
  readonly endsAt: string;
  /** The keyed hash of the token in the mail. */
  readonly tokenHash: string;
  /** SHA-256 of the request: the same idempotency key with another request is refused. */
  readonly requestHash: string;
  readonly correlationId: string;
}

export const invitationKey = (invitationId: string) => ({ pk: `INVITATION#${invitationId}` });
export const pendingKey = (email: string) => ({ pk: `EMAIL#${email}` });

export interface InvitationStore {
  find(invitationId: string): Promise<InvitationRecord | undefined>;
  /** The pending invitation of an address, also when it has expired. */
  findPending(email: string): Promise<InvitationRecord | undefined>;
  /** Writes an invitation with its event; false when the id exists, or the address has a pending invitation. */
  create(record: InvitationRecord, operation: Operation, entry: JournalEntry): Promise<boolean>;
}

export interface InvitationTables {
  readonly invitations: string;
  readonly journal: string;
}

/** Locks the address, on condition that its pending invitation, if any, has expired. */
const lockAddress = (table: string, { email, invitationId, createdAt, endsAt }: InvitationRecord): WriteAction => ({
  Put: {
    TableName: table,
    Item: { ...pendingKey(email), invitationId, endsAt },
    ConditionExpression: 'attribute_not_exists(pk) OR endsAt < :now',
    ExpressionAttributeValues: { ':now': createdAt },
  },
});

const putInvitation = (table: string, record: InvitationRecord): WriteAction => ({
  Put: {
    TableName: table,
    Item: { ...invitationKey(record.invitationId), ...record },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

export function invitationStore(
  client: DynamoDBDocumentClient,
  { invitations, journal }: InvitationTables,
): InvitationStore {
  async function get(key: { pk: string }): Promise<Record<string, unknown> | undefined> {
    return (await client.send(new GetCommand({ TableName: invitations, Key: key, ConsistentRead: true }))).Item;
  }

  const find = async (invitationId: string) => (await get(invitationKey(invitationId))) as InvitationRecord | undefined;

  return {
    find,

    async findPending(email) {
      const pending = (await get(pendingKey(email))) as { invitationId: string } | undefined;
      return pending && find(pending.invitationId);
    },

    async create(record, operation, entry) {
      const actions = [lockAddress(invitations, record), putInvitation(invitations, record)];
      const conflict = await writeTransaction(client, [...actions, ...journalActions(journal, operation, [entry])]);
      return conflict === undefined;
    },
  };
}

/** An invitation and the registered user who has its address. */
export interface Acceptance {
  readonly invitation: InvitationRecord;
  readonly userId: string;
  /** The invitation's roles that the user does not hold yet. */
  readonly missing: readonly string[];
  /** Whether the user was disabled when read. */
  readonly disabled: boolean;
}

interface AcceptanceTables extends InvitationTables {
  readonly access: string;
  readonly users: string;
}

/** `too_late`: the invitation is not pending any more. `changed`: another item changed; read again. */
export type WriteOutcome = 'written' | 'too_late' | 'user_not_found' | 'changed';

export interface AcceptanceStore {
  /** Ends the invitation and assigns the missing roles, with the events, in one transaction. */
  accept(acceptance: Acceptance, operation: Operation, entries: readonly JournalEntry[]): Promise<WriteOutcome>;
  /** Ends the invitation without roles; with `pending` it stays, and only the events are journaled. */
  refuse(
    acceptance: Acceptance,
    state: InvitationState,
    operation: Operation,
    entries: readonly JournalEntry[],
  ): Promise<WriteOutcome>;
}

/** The transition out of `pending`, which happens once. */
const endInvitation = (table: string, { invitation, userId }: Acceptance, state: InvitationState, at: Date) => ({
  Update: {
    TableName: table,
    Key: invitationKey(invitation.invitationId),
    UpdateExpression: 'SET #state = :state, acceptedUserId = :userId, endedAt = :at',
    ConditionExpression: '#state = :pending',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':state': state,
      ':pending': 'pending' satisfies InvitationState,
      ':userId': userId,
      ':at': at.toISOString(),
    },
  },
});

/** Fails without a profile and during its deletion. */
const checkUser = (table: string, { userId }: Acceptance): WriteAction => ({
  ConditionCheck: {
    TableName: table,
    Key: { userId },
    ConditionExpression: MAY_BE_GIVEN_MORE,
  },
});

const unlockAddress = (table: string, { email, invitationId }: InvitationRecord): WriteAction => ({
  Delete: {
    TableName: table,
    Key: pendingKey(email),
    ConditionExpression: 'invitationId = :invitationId',
    ExpressionAttributeValues: { ':invitationId': invitationId },
  },
});

function grants(
  table: string,
  { invitation, userId, missing, disabled }: Acceptance,
  at: Date,
): readonly WriteAction[] {
  if (missing.length === 0) return [];
  return grantActions(table, { userId, roles: missing, grantedBy: invitation.invitedBy, at, disabled });
}

export function acceptanceStore(client: DynamoDBDocumentClient, tables: AcceptanceTables): AcceptanceStore {
  const { invitations, access, users, journal } = tables;

  return {
    async accept(acceptance, operation, entries) {
      const conflict = await writeTransaction(client, [
        endInvitation(invitations, acceptance, 'accepted', operation.at),
        checkUser(users, acceptance),
        unlockAddress(invitations, acceptance.invitation),
        ...grants(access, acceptance, operation.at),
        ...journalActions(journal, operation, entries),
      ]);
      if (conflict === undefined) return 'written';
      return (['too_late', 'user_not_found'] as const)[conflict.index] ?? 'changed';
    },

    async refuse(acceptance, state, operation, entries) {
      const ending = [
        endInvitation(invitations, acceptance, state, operation.at),
        unlockAddress(invitations, acceptance.invitation),
      ];
      const conflict = await writeTransaction(client, [
        ...(state === 'pending' ? [] : ending),
        ...journalActions(journal, operation, entries),
      ]);
      if (conflict === undefined) return 'written';
      return conflict.index === 0 ? 'too_late' : 'changed';
    },
  };
}
