import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { type WriteAction, writeTransaction } from '../platform/aws/transaction.ts';
import { type JournalEntry, journalActions, type Operation } from '../platform/events/journal.ts';
import { type InvitationRecord, invitationKey, pendingKey } from './invitation.ts';

export interface InvitationStore {
  find(invitationId: string): Promise<InvitationRecord | undefined>;
  /** The invitation that waits for an address, also when its time is over. */
  findPending(email: string): Promise<InvitationRecord | undefined>;
  /** Writes an invitation with its event; false when its id is taken, or one is pending for its address. */
  create(record: InvitationRecord, operation: Operation, entry: JournalEntry): Promise<boolean>;
}

export interface InvitationTables {
  readonly invitations: string;
  readonly journal: string;
}

/** Takes the address. An invitation whose time is over gives it up, swept or not. */
const takeAddress = (table: string, { email, invitationId, createdAt, endsAt }: InvitationRecord): WriteAction => ({
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
      const actions = [takeAddress(invitations, record), putInvitation(invitations, record)];
      const conflict = await writeTransaction(client, [...actions, ...journalActions(journal, operation, [entry])]);
      return conflict === undefined;
    },
  };
}
