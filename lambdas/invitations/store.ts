import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { type WriteAction, writeTransaction } from '../platform/aws/dynamo.ts';
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
