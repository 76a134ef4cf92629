import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { RegisterUserInput } from '../../../contracts/workflows/register-user.ts';
import { conditionHeld } from '../../platform/aws/dynamo.ts';
import { userIdOf } from '../../platform/runtime.ts';
import { dueToStart, type EmailLock, emailLockKey, type RegistrationRecord, recordKey } from './record.ts';

/** The registrations table for those who start registrations: the API, sign-up, and external logins. */
export interface Admissions {
  find(registrationId: string): Promise<RegistrationRecord | undefined>;
  /** Creates the record before its workflow is started; false when the registration has a record already. */
  admit(record: RegistrationRecord): Promise<boolean>;
  /** Who has the address; undefined when it is free. */
  holderOf(email: string): Promise<EmailLock | undefined>;
}

export interface Admission {
  readonly registrationId: string;
  readonly input: RegisterUserInput;
  readonly correlationId: string;
  readonly at: Date;
  /** SHA-256 of the request, where it came with an idempotency key. */
  readonly requestHash?: string;
}

/** The record of a registration whose workflow is about to be started; the sweeper starts it when the caller does not. */
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
  // Strong reads: the caller acts upon the item, which was often written a moment ago.
  async function read(Key: { readonly pk: string }) {
    return (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
  }

  return {
    find: async (registrationId) => (await read(recordKey(registrationId))) as RegistrationRecord | undefined,
    holderOf: async (email) => (await read(emailLockKey(email))) as EmailLock | undefined,
    async admit(record) {
      const Item = { ...recordKey(record.registrationId), ...record };
      const ConditionExpression = 'attribute_not_exists(pk)';
      return conditionHeld(client.send(new PutCommand({ TableName: table, Item, ConditionExpression })));
    },
  };
}
