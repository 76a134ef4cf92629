import { LISTING, usersByCreation } from '../../contracts/internal/tables.ts';
import { type Finding, type FindingKind, findingKinds, type ReconcileReport } from '../../contracts/reconciliation.ts';
import type { DynamoDBDocumentClient, WriteAction } from '../platform/aws/dynamo.ts';
import { conditionHeld, PutCommand, QueryCommand, UpdateCommand, writeTransaction } from '../platform/aws/dynamo.ts';
import { type JournalEntry, journalActions, type Operation } from '../platform/events/journal.ts';
import type { Profile, SubjectTables } from './subjects.ts';
import { noSums } from './walks.ts';

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

/**
 * The phases of a pass:
 *   pool      checks every user of the pool
 *   profiles  compares the users table with the pool by sums
 *   missing   looks users in suspicious sums up in the pool, one by one
 *   removing  removes removable leftovers, where the command asked for that
 */
export type Phase = 'pool' | 'profiles' | 'missing' | 'removing';

/** One pass over the pool and the tables, as stored between two invocations; its size does not grow with the pool. */
export interface Pass {
  readonly passId: string;
  readonly fix: boolean;
  /** Started by the schedule, which raises an alert for findings. */
  readonly scheduled: boolean;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly phase: Phase;
  /** Where the phase continues: the pool's page token, a position in the users table, an index of `findings`. */
  readonly cursor?: string | undefined;
  readonly sums: string;
  readonly seen: { readonly users: number; readonly profiles: number; readonly lookups: number };
  readonly counts: Readonly<Record<FindingKind, number>>;
  readonly removed: number;
  readonly findings: readonly Finding[];
  /** The registration whose leftovers are being removed; set at the start of an invocation, that removal stopped half-way. */
  readonly removing?: string | undefined;
}

export interface NewPass {
  readonly passId: string;
  readonly fix: boolean;
  readonly scheduled: boolean;
  readonly at: Date;
}

export const newPass = ({ passId, fix, scheduled, at }: NewPass): Pass => ({
  passId,
  fix,
  scheduled,
  startedAt: at.toISOString(),
  phase: 'pool',
  sums: noSums(),
  seen: { users: 0, profiles: 0, lookups: 0 },
  counts: Object.fromEntries(findingKinds.map((kind) => [kind, 0])) as Record<FindingKind, number>,
  removed: 0,
  findings: [],
});

// 250 of about 200 bytes and 22 KB of sums: well inside an item's 400 KB.
const MAX_FINDINGS = 250;

/** Adds the findings of a page. */
export function withFindings(pass: Pass, added: readonly Finding[]): Pass {
  const counts = { ...pass.counts };
  for (const { kind } of added) counts[kind] += 1;
  return { ...pass, counts, findings: [...pass.findings, ...added].slice(0, MAX_FINDINGS) };
}

/** The pass at the start of its next phase. */
export const inPhase = (pass: Pass, phase: Phase): Pass => ({ ...pass, phase, cursor: undefined });

export const totalOf = ({ counts }: Pick<Pass, 'counts'>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

export const reportOf = (pass: Pass, outcome: ReconcileReport['outcome']): ReconcileReport => ({
  outcome,
  passId: pass.passId,
  startedAt: pass.startedAt,
  seen: pass.seen,
  counts: pass.counts,
  removed: pass.removed,
  findings: [...pass.findings],
});
