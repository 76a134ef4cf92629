import { type DynamoDBDocumentClient, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { LISTING, usersByCreation } from '../../contracts/internal/tables.ts';
import { type WriteAction, writeTransaction } from '../platform/aws/transaction.ts';
import { errorNameOf } from '../platform/errors.ts';
import { type JournalEntry, journalActions, type Operation } from '../platform/events/journal.ts';
import type { Pass } from './pass.ts';
import type { Profile, SubjectTables } from './subjects.ts';

export interface ReconciliationTables extends SubjectTables {
  readonly journal: string;
}

/** The right to work on the pass, for a time: one reconciliation runs at once. */
export interface Lease {
  readonly id: string;
  readonly until: Date;
}

export interface ProfilesPage {
  readonly profiles: readonly Profile[];
  readonly next?: string | undefined;
}

export interface ReconciliationStore {
  /** Takes the lease and answers the pass as it was left; `busy` while another one has it. */
  claim(lease: Lease, now: Date): Promise<{ readonly pass: Pass | undefined } | 'busy'>;
  /** Throws when the lease has gone to somebody else. */
  save(pass: Pass, lease: Lease): Promise<void>;
  /** Gives the lease back, with the pass as it is to be gone on with. */
  release(pass: Pass | undefined, lease: Lease): Promise<void>;
  /** The users table, oldest first; 100 at once. */
  profiles(after?: string): Promise<ProfilesPage>;
  /** False when a condition did not hold: somebody was faster. */
  write(actions: readonly WriteAction[], operation: Operation, entries: readonly JournalEntry[]): Promise<boolean>;
}

/** Its item in the registrations table. */
const passKey = { pk: 'RECONCILIATION' };

/** As many as one BatchGetItem takes. */
const PAGE = 100;

interface Position {
  readonly createdAt: string;
  readonly userId: string;
}

export function reconciliationStore(client: DynamoDBDocumentClient, tables: ReconciliationTables): ReconciliationStore {
  const TableName = tables.registrations;

  const claim: ReconciliationStore['claim'] = async ({ id, until }, now) => {
    const command = new UpdateCommand({
      TableName,
      Key: passKey,
      UpdateExpression: 'SET leaseId = :id, leaseUntil = :until',
      ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil < :now',
      ExpressionAttributeValues: { ':id': id, ':until': until.toISOString(), ':now': now.toISOString() },
      ReturnValues: 'ALL_NEW',
    });
    try {
      return { pass: (await client.send(command)).Attributes?.pass as Pass | undefined };
    } catch (error) {
      if (errorNameOf(error) === 'ConditionalCheckFailedException') return 'busy';
      throw error;
    }
  };

  async function put(pass: Pass | undefined, { id }: Lease, lease: object): Promise<void> {
    const Item = { ...passKey, pass, ...lease };
    const mine = { ConditionExpression: 'leaseId = :id', ExpressionAttributeValues: { ':id': id } };
    await client.send(new PutCommand({ TableName, Item, ...mine }));
  }

  const profiles: ReconciliationStore['profiles'] = async (after) => {
    const position = after === undefined ? undefined : (JSON.parse(after) as Position);
    const answer = await client.send(
      new QueryCommand({
        TableName: tables.users,
        IndexName: usersByCreation.name,
        KeyConditionExpression: 'listing = :listing',
        ExpressionAttributeValues: { ':listing': LISTING },
        Limit: PAGE,
        ExclusiveStartKey: position && { ...position, listing: LISTING },
      }),
    );
    const last = answer.LastEvaluatedKey as Position | undefined;
    return {
      profiles: (answer.Items ?? []) as Profile[],
      next: last && JSON.stringify({ createdAt: last.createdAt, userId: last.userId }),
    };
  };

  return {
    claim,
    save: (pass, lease) => put(pass, lease, { leaseId: lease.id, leaseUntil: lease.until.toISOString() }),
    release: (pass, lease) => put(pass, lease, {}),
    profiles,
    write: async (actions, operation, entries) =>
      (await writeTransaction(client, [...actions, ...journalActions(tables.journal, operation, entries)])) ===
      undefined,
  };
}
