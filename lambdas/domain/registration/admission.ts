import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { RegisterUserInput } from '../../../contracts/workflows/register-user.ts';
import { errorNameOf } from '../../platform/errors.ts';
import { userIdOf } from '../../platform/ids.ts';
import { dueToStart } from './due.ts';
import { type EmailLock, emailLockKey, type RegistrationRecord, recordKey } from './record.ts';

/** What whoever starts registrations needs of their table: the API, who signs up, who comes from outside. */
export interface Admissions {
  find(registrationId: string): Promise<RegistrationRecord | undefined>;
  /** Writes a record that no execution has seen yet; false when there is one already. */
  admit(record: RegistrationRecord): Promise<boolean>;
  /** Who has the address; undefined when nobody has. */
  holderOf(email: string): Promise<EmailLock | undefined>;
}

export interface Admission {
  readonly registrationId: string;
  readonly input: RegisterUserInput;
  readonly correlationId: string;
  readonly at: Date;
  /** Of the request, where an idempotency key came with it. */
  readonly requestHash?: string;
}

/** The record of a registration whose workflow is about to be started; the sweeper starts it when nobody does. */
export function admittedRecord({ registrationId, input, at, ...more }: Admission): RegistrationRecord {
  const time = at.toISOString();
  return {
    ...input,
    ...more,
    registrationId,
    userId: userIdOf(registrationId),
    state: 'reserved',
    steps: [{ state: 'reserved', at: time }],
    createdAt: time,
    updatedAt: time,
    ...dueToStart(at),
  };
}

export function admissions(client: DynamoDBDocumentClient, table: string): Admissions {
  // Strong reads: what is read is acted upon, and was often written a moment ago.
  async function read(Key: { readonly pk: string }) {
    return (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
  }

  return {
    find: async (registrationId) => (await read(recordKey(registrationId))) as RegistrationRecord | undefined,
    holderOf: async (email) => (await read(emailLockKey(email))) as EmailLock | undefined,
    async admit(record) {
      const Item = { ...recordKey(record.registrationId), ...record };
      try {
        const ConditionExpression = 'attribute_not_exists(pk)';
        await client.send(new PutCommand({ TableName: table, Item, ConditionExpression }));
        return true;
      } catch (error) {
        if (errorNameOf(error) === 'ConditionalCheckFailedException') return false;
        throw error;
      }
    },
  };
}
