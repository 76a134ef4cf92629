import type { MailTemplate } from '../../contracts/mail.ts';
import type { DynamoDBDocumentClient } from '../platform/aws/dynamo.ts';
import { conditionHeld, GetCommand, UpdateCommand, writeTransaction } from '../platform/aws/dynamo.ts';
import { type JournalEntry, journalActions, type Operation } from '../platform/events/journal.ts';
import type { FinalState, IntentState } from './rules.ts';

/** One mail that an event asked for. It holds no address: the event does, and its message is delivered again. */
export interface Intent {
  readonly intentId: string;
  readonly template: MailTemplate;
  readonly causeEventId: string;
  readonly correlationId: string;
}

/** An intent as stored. It has no TTL, so that a replay of old events never sends a mail again. */
export interface IntentItem extends Intent {
  readonly state: IntentState;
  /** The attempt that sends the mail, and when it began. */
  readonly claimId: string;
  readonly claimedAt: string;
}

/** How the attempt `claimId` of an intent ended. */
interface AttemptEnd {
  readonly intentId: string;
  readonly claimId: string;
  readonly state: FinalState;
}

export interface IntentStore {
  /** Reserves the intent for the attempt `claimId`. Returns undefined on success, else the existing intent. */
  claim(intent: Intent, claimId: string, now: Date): Promise<IntentItem | undefined>;
  /** Sets the intent back to `pending`, because the mail was certainly not sent. */
  release(intentId: string, claimId: string): Promise<void>;
  /** Writes the final state and its event in one transaction; false when the attempt had ended before. */
  end(end: AttemptEnd, operation: Operation, entry: JournalEntry): Promise<boolean>;
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

/** A transition out of `sending`, by the attempt that has the claim only: a late attempt changes nothing. */
const transitionUpdate = (table: string, intentId: string, claimId: string, state: IntentState) => ({
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
      if (await conditionHeld(client.send(new UpdateCommand(claimUpdate(mail, intent, claimId, now)))))
        return undefined;
      const existing = await find(intent.intentId);
      // The SDK repeats a write whose response was lost; its condition then fails on our own claim.
      return existing?.claimId === claimId ? undefined : existing;
    },

    async release(intentId, claimId) {
      await conditionHeld(client.send(new UpdateCommand(transitionUpdate(mail, intentId, claimId, 'pending'))));
    },

    async end({ intentId, claimId, state }, operation, entry) {
      const transition = { Update: transitionUpdate(mail, intentId, claimId, state) };
      const conflict = await writeTransaction(client, [transition, ...journalActions(journal, operation, [entry])]);
      return conflict === undefined;
    },
  };
}
