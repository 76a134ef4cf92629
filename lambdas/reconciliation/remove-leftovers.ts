import { userDeletedV1 } from '../../contracts/events/user-deleted.v1.ts';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import { authorizationKey } from '../domain/authorization/authorization.ts';
import { unchanged } from '../domain/authorization/grants.ts';
import { removeLinks } from '../domain/external-links.ts';
import type { ReconciledPool } from '../domain/user-pool/users.ts';
import type { WriteAction } from '../platform/aws/transaction.ts';
import type { Clock } from '../platform/clock.ts';
import { Transient } from '../platform/errors.ts';
import { journalEntry, type Operation } from '../platform/events/journal.ts';
import { derivedId } from '../platform/ids.ts';
import { judge } from './rules.ts';
import type { ReconciliationStore } from './store.ts';
import { type Found, lockKey, type ReadSubjects, registrationKey, type SubjectTables } from './subjects.ts';

export interface RemoveDependencies {
  readonly store: Pick<ReconciliationStore, 'write'>;
  readonly read: ReadSubjects;
  readonly pool: Pick<ReconciledPool, 'exists' | 'remove'>;
  readonly tables: SubjectTables;
  readonly clock: Clock;
}

/** Whose leftovers, in which pass. `resumed`: a removal that may have got as far as the pool already. */
export interface Removal {
  readonly passId: string;
  readonly userId: string;
  readonly registrationId: string;
  readonly resumed: boolean;
}

/** The same removal is the same operation, so that one that is repeated tells the same event. */
const operationOf = ({ passId, registrationId }: Removal, at: Date): Operation => ({
  id: derivedId(`${passId}:${registrationId}`),
  correlationId: passId,
  causationId: passId,
  actor: { type: 'system', id: SYSTEM_ACTOR_ID },
  at,
});

/** What is there and is hers; the conditions hold while it is the same. */
function deletions(tables: SubjectTables, subject: Found, registrationId: string): readonly WriteAction[] {
  const { userId, parts, record, profile, authorization } = subject;
  const own = { ConditionExpression: 'registrationId = :id', ExpressionAttributeValues: { ':id': registrationId } };
  const keys = {
    email_lock: { TableName: tables.registrations, Key: lockKey(record?.email ?? ''), ...own },
    profile: { TableName: tables.users, Key: { userId }, ...own },
    authorization: { TableName: tables.access, Key: authorizationKey(userId), ...unchanged(authorization) },
  };
  const links = parts.includes('profile') ? removeLinks(tables.registrations, userId, profile?.externalIdentities) : [];
  const items = (['email_lock', 'profile', 'authorization'] as const).filter((part) => parts.includes(part));
  return [...items.map((part) => ({ Delete: keys[part] })), ...links];
}

/** Says on the record what was done, if the record still says what it was done for. */
const mark = (tables: SubjectTables, { record }: Found, id: string, at: Date): WriteAction => ({
  Update: {
    TableName: tables.registrations,
    Key: registrationKey(id),
    UpdateExpression: 'SET leftoversRemovedAt = :at',
    ConditionExpression: '#state = :state',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':at': at.toISOString(), ':state': record?.state },
  },
});

/**
 * Removes what a registration without a user left: from the pool first, then from the tables together with
 * UserDeleted. Answers false when she is no longer what was found, or holds a role by now. What throws may be
 * repeated.
 */
export function removeLeftovers({ store, read, pool, tables, clock }: RemoveDependencies) {
  /** She as she is now, if she still is what was found. */
  async function reread({ userId, registrationId, resumed }: Removal, inPool: boolean): Promise<Found | undefined> {
    const [subject] = await read([{ userId, registrationId, inPool }]);
    if (subject === undefined) return undefined;
    // Of a removal that stopped behind the pool nothing may be left to see: as if the user were still there.
    const asFound: Found = resumed && !inPool ? { ...subject, parts: ['user', ...subject.parts] } : subject;
    return judge(asFound, clock())?.removable ? subject : undefined;
  }

  async function write(removal: Removal, subject: Found): Promise<void> {
    const at = clock();
    const { userId, registrationId } = removal;
    const actions = [mark(tables, subject, registrationId, at), ...deletions(tables, subject, registrationId)];
    const told = journalEntry(userDeletedV1, 'deleted', { userId, email: subject.profile?.email });
    if (await store.write(actions, operationOf(removal, at), [told])) return;
    throw new Transient(503, 'TransactWriteItems: the leftovers were changed while they were removed');
  }

  return async (removal: Removal): Promise<boolean> => {
    const inPool = await pool.exists(removal.userId);
    const subject = await reread(removal, inPool);
    if (subject === undefined) return false;
    // Also when the pool did not show her: its reads may be old, and removing nobody is no error.
    await pool.remove(removal.userId);
    await write(removal, subject);
    return true;
  };
}
