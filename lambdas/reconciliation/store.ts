import { type DynamoDBDocumentClient, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { LISTING, usersByCreation } from '../../contracts/internal/tables.ts';
import { conditionHeld, type WriteAction, writeTransaction } from '../platform/aws/dynamo.ts';
import { type JournalEntry, journalActions, type Operation } from '../platform/events/journal.ts';
import type { Pass } from './pass.ts';
import type { Profile, SubjectTables } from './subjects.ts';

export interface ReconciliationTables extends SubjectTables {
  readonly journal: string;
}

/** The right to work on the pass until a time: one reconciliation runs at once. */
export interface Lease {
  readonly id: string;
  readonly until: Date;
}

export interface ProfilesPage {
  readonly profiles: readonly Profile[];
  readonly next?: string | undefined;
}

export interface ReconciliationStore {
  /** Takes the lease and returns the stored pass; `busy` while another invocation has the lease. */
  claim(lease: Lease, now: Date): Promise<{ readonly pass: Pass | undefined } | 'busy'>;
  /** Throws when another invocation has taken the lease. */
  save(pass: Pass, lease: Lease): Promise<void>;
  /** Stores the pass and ends the lease. */
  release(pass: Pass | undefined, lease: Lease): Promise<void>;
  /** 100 profiles, oldest first. */
  profiles(after?: string): Promise<ProfilesPage>;
  /** False when a condition failed: another request changed an item in between. */
  write(actions: readonly WriteAction[], operation: Operation, entries: readonly JournalEntry[]): Promise<boolean>;
}

/** The key of the pass in the registrations table. */
const passKey = { pk: 'RECONCILIATION' };

/** The limit of one BatchGetItem. */
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
    const claiming = client.send(command);
    return (await conditionHeld(claiming)) ? { pass: (await claiming).Attributes?.pass as Pass | undefined } : 'busy';
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
