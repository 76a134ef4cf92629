import * as events from '../../contracts/events/definitions.ts';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import { authorizationKey } from '../domain/authorization/authorization.ts';
import { unchanged } from '../domain/authorization/grants.ts';
import { removeLinks } from '../domain/external-links.ts';
import { emailLockKey, recordKey } from '../domain/registration/record.ts';
import type { ReconciledPool } from '../domain/user-pool/users.ts';
import type { WriteAction } from '../platform/aws/dynamo.ts';
import { Transient } from '../platform/errors.ts';
import { journalEntry, type Operation } from '../platform/events/journal.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import { type Clock, derivedId } from '../platform/runtime.ts';
import { findingOf } from './rules.ts';
import type { Pass, ReconciliationStore } from './store.ts';
import type { ReadSubjects, StoredSubject, SubjectTables } from './subjects.ts';

export interface RemoveDependencies {
  readonly store: Pick<ReconciliationStore, 'write'>;
  readonly read: ReadSubjects;
  readonly pool: Pick<ReconciledPool, 'exists' | 'remove'>;
  readonly tables: SubjectTables;
  readonly clock: Clock;
}

/** The leftovers to remove. `resumed`: an earlier attempt may have deleted the user from the pool already. */
export interface Removal {
  readonly passId: string;
  readonly userId: string;
  readonly registrationId: string;
  readonly resumed: boolean;
}

/** The same removal is the same operation, so that a repeated one journals the same event. */
const operationOf = ({ passId, registrationId }: Removal, at: Date): Operation => ({
  id: derivedId(`${passId}:${registrationId}`),
  correlationId: passId,
  causationId: passId,
  actor: { type: 'system', id: SYSTEM_ACTOR_ID },
  at,
});

/** Deletes the parts that the user has, on condition that they are as read. */
function deletions(tables: SubjectTables, subject: StoredSubject, registrationId: string): readonly WriteAction[] {
  const { userId, parts, record, profile, authorization } = subject;
  const own = { ConditionExpression: 'registrationId = :id', ExpressionAttributeValues: { ':id': registrationId } };
  const targets = {
    email_lock: { TableName: tables.registrations, Key: emailLockKey(record?.email ?? ''), ...own },
    profile: { TableName: tables.users, Key: { userId }, ...own },
    authorization: { TableName: tables.access, Key: authorizationKey(userId), ...unchanged(authorization) },
  };
  const links = parts.includes('profile') ? removeLinks(tables.registrations, userId, profile?.externalIdentities) : [];
  const items = (['email_lock', 'profile', 'authorization'] as const).filter((part) => parts.includes(part));
  return [...items.map((part) => ({ Delete: targets[part] })), ...links];
}

/** Marks the record, on condition that its state still is the one that makes these leftovers. */
const markRecord = (tables: SubjectTables, { record }: StoredSubject, id: string, at: Date): WriteAction => ({
  Update: {
    TableName: tables.registrations,
    Key: recordKey(id),
    UpdateExpression: 'SET leftoversRemovedAt = :at',
    ConditionExpression: '#state = :state',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':at': at.toISOString(), ':state': record?.state },
  },
});

export type RemoveLeftovers = (removal: Removal) => Promise<boolean>;

/**
 * Removes what a registration without a user left: from the pool first, then from the tables in one transaction with
 * UserDeleted. Returns false when the user no longer matches the finding, or holds a role by now. A removal that
 * throws can be repeated.
 */
export function removeLeftovers({ store, read, pool, tables, clock }: RemoveDependencies): RemoveLeftovers {
  /** The user as stored now; undefined when these are no removable leftovers any more. */
  async function reread({ userId, registrationId, resumed }: Removal, inPool: boolean) {
    const [subject] = await read([{ userId, registrationId, inPool }]);
    if (subject === undefined) return undefined;
    // After a removal that stopped behind the pool, nothing else may be left: check as if the pool had the user still.
    const checked: StoredSubject = resumed && !inPool ? { ...subject, parts: ['user', ...subject.parts] } : subject;
    return findingOf(checked, clock())?.removable ? subject : undefined;
  }

  async function write(removal: Removal, subject: StoredSubject): Promise<void> {
    const at = clock();
    const { userId, registrationId } = removal;
    const actions = [markRecord(tables, subject, registrationId, at), ...deletions(tables, subject, registrationId)];
    const entry = journalEntry(events.userDeletedV1, 'deleted', { userId, email: subject.profile?.email });
    if (await store.write(actions, operationOf(removal, at), [entry])) return;
    throw new Transient(503, 'TransactWriteItems: the leftovers were changed while they were removed');
  }

  return async (removal) => {
    const inPool = await pool.exists(removal.userId);
    const subject = await reread(removal, inPool);
    if (subject === undefined) return false;
    // Also when the pool did not show the user: its reads may be stale, and removing a missing user is no error.
    await pool.remove(removal.userId);
    await write(removal, subject);
    return true;
  };
}

/** Stores the pass before a step that must not be lost. */
export type SavePass = (pass: Pass) => Promise<void>;

/** After an error the pass is stored with `removing` set: the next invocation resumes the removal. */
async function removeAndLog(remove: RemoveLeftovers, removal: Removal): Promise<boolean> {
  try {
    const removed = await remove(removal);
    logger.info(removed ? 'leftovers removed' : 'leftovers kept', { ...removal });
    return removed;
  } catch (error) {
    logger.error('leftovers not removed', { ...removal, ...errorFields(error) });
    throw error;
  }
}

/** The index of the next removable finding; -1 when there is none, or when the pass only reports. */
function nextRemovable({ fix, findings, cursor = '0' }: Pass): number {
  return fix ? findings.findIndex(({ removable }, index) => removable && index >= Number(cursor)) : -1;
}

/** Phase `removing`: removes the next removable finding; finishes the pass when there is none. */
export function removeNext(remove: RemoveLeftovers, clock: Clock) {
  return async (pass: Pass, save: SavePass): Promise<Pass> => {
    const next = nextRemovable(pass);
    const target = pass.findings[next];
    if (target?.registrationId === undefined) return { ...pass, finishedAt: clock().toISOString() };
    const { userId, registrationId } = target;
    const resumed = pass.removing === registrationId;
    // Saved first: a user who is deleted from the pool is not found again, and UserDeleted would never be journaled.
    if (!resumed) await save({ ...pass, removing: registrationId });
    const removed = await removeAndLog(remove, { passId: pass.passId, userId, registrationId, resumed });
    const findings = pass.findings.map((finding, index) => (index === next ? { ...finding, removed } : finding));
    return {
      ...pass,
      findings,
      removing: undefined,
      cursor: String(next + 1),
      removed: pass.removed + (removed ? 1 : 0),
    };
  };
}
