import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import { errorNameOf } from '../errors.ts';
import { derivedId } from '../ids.ts';
import type { Delivery } from './consumer.ts';
import { type JournalEntry, journalRows, type Operation } from './journal.ts';

/** The operation that a consumer derives from a delivery: the same for every repeated delivery. */
export const followingFrom = ({ metadata }: Delivery, name: string, at: Date): Operation => ({
  id: derivedId(`${name}:${metadata.eventId}`),
  correlationId: metadata.correlationId,
  causationId: metadata.eventId,
  actor: { type: 'system', id: SYSTEM_ACTOR_ID },
  at,
});

/** A consumer's journal, for events that no state is written with. */
export interface FollowingJournal {
  /** Whether the operation has journaled this already. */
  has(operation: Operation, place: string): Promise<boolean>;
  /** False when an earlier delivery has added the row, which stays. */
  add(operation: Operation, entry: JournalEntry): Promise<boolean>;
}

export function followingJournal(client: DynamoDBDocumentClient, table: string): FollowingJournal {
  async function put(Item: object): Promise<boolean> {
    const ConditionExpression = 'attribute_not_exists(operationId)';
    try {
      await client.send(new PutCommand({ TableName: table, Item: { ...Item }, ConditionExpression }));
      return true;
    } catch (error) {
      if (errorNameOf(error) === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  }

  return {
    async has({ id }, place) {
      const Key = { operationId: id, place };
      return (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item !== undefined;
    },
    async add(operation, entry) {
      const [row] = journalRows(operation, [entry]);
      return put({ ...row });
    },
  };
}
