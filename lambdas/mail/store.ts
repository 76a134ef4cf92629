import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writeTransaction } from '../platform/aws/transaction.ts';
import { errorNameOf } from '../platform/errors.ts';
import { type JournalEntry, journalActions, type Operation } from '../platform/events/journal.ts';
import type { Intent, IntentItem } from './intent.ts';
import type { FinalState, IntentState } from './rules.ts';

/** The end of an attempt: of which intent, by whose claim, and how. */
interface Settlement {
  readonly intentId: string;
  readonly claimId: string;
  readonly state: FinalState;
}

export interface IntentStore {
  /** Makes the intent ours to send; undefined when it is, else the intent as it stands. */
  claim(intent: Intent, claimId: string, now: Date): Promise<IntentItem | undefined>;
  /** Gives a claim back, because the mail was surely not sent. */
  release(intentId: string, claimId: string): Promise<void>;
  /** Ends an attempt together with its event; false when somebody else has ended it. */
  settle(end: Settlement, operation: Operation, entry: JournalEntry): Promise<boolean>;
}

const isConflict = (error: unknown): boolean => errorNameOf(error) === 'ConditionalCheckFailedException';

/** False where the condition did not hold. */
async function succeeds(sending: Promise<unknown>): Promise<boolean> {
  try {
    await sending;
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}

const claimUpdate = (table: string, { intentId, ...intent }: Intent, claimId: string, now: Date) => ({
  TableName: table,
  Key: { intentId },
  UpdateExpression:
    'SET #state = :sending, claimId = :claimId, claimedAt = :now, template = :template, ' +
    'causeEventId = :causeEventId, correlationId = :correlationId',
  ConditionExpression: 'attribute_not_exists(intentId) OR #state = :pending',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: {
    ':sending': 'sending' satisfies IntentState,
    ':pending': 'pending' satisfies IntentState,
    ':claimId': claimId,
    ':now': now.toISOString(),
    ':template': intent.template,
    ':causeEventId': intent.causeEventId,
    ':correlationId': intent.correlationId,
  },
});

/** A move out of `sending` by whoever holds the claim: what comes late changes nothing. */
const moveUpdate = (table: string, intentId: string, claimId: string, state: IntentState) => ({
  TableName: table,
  Key: { intentId },
  UpdateExpression: 'SET #state = :state',
  ConditionExpression: '#state = :sending AND claimId = :claimId',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: {
    ':state': state,
    ':sending': 'sending' satisfies IntentState,
    ':claimId': claimId,
  },
});

export function intentStore(
  client: DynamoDBDocumentClient,
  tables: { readonly mail: string; readonly journal: string },
): IntentStore {
  const { mail, journal } = tables;

  async function find(intentId: string): Promise<IntentItem | undefined> {
    const command = new GetCommand({ TableName: mail, Key: { intentId }, ConsistentRead: true });
    return (await client.send(command)).Item as IntentItem | undefined;
  }

  return {
    async claim(intent, claimId, now) {
      if (await succeeds(client.send(new UpdateCommand(claimUpdate(mail, intent, claimId, now))))) return undefined;
      const standing = await find(intent.intentId);
      // The SDK repeats a write whose answer was lost, and then meets its own claim.
      return standing?.claimId === claimId ? undefined : standing;
    },

    async release(intentId, claimId) {
      await succeeds(client.send(new UpdateCommand(moveUpdate(mail, intentId, claimId, 'pending'))));
    },

    async settle({ intentId, claimId, state }, operation, entry) {
      const move = { Update: moveUpdate(mail, intentId, claimId, state) };
      const conflict = await writeTransaction(client, [move, ...journalActions(journal, operation, [entry])]);
      return conflict === undefined;
    },
  };
}
