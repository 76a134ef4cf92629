import { authorizationKey } from '../../../lambdas/domain/authorization/authorization.ts';
import { emailLockKey, type RegistrationRecord, recordKey } from '../../../lambdas/domain/registration/record.ts';
import type { JournalRow } from '../../../lambdas/platform/events/journal.ts';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import { type Entry, entriesAbout } from './audit-trail.ts';
import { type IntentTrace, intentsOf } from './intents.ts';
import { type Item, itemIn, itemsIn } from './items.ts';
import { mailsTo } from './mailbox.ts';
import { poolUserOf, poolUsersWith } from './pool.ts';
import { faults } from './system.ts';

/** What a registration left in every store, as it stands. */
export interface Traces {
  readonly registrationId: string;
  readonly userId: string;
  readonly record: (RegistrationRecord & { readonly userDeletedAt?: string }) | undefined;
  readonly inPool: boolean;
  /** How many users of the pool have the registration's e-mail address. */
  readonly sameEmail: number;
  readonly profile: Item | undefined;
  /** The roles in force; undefined where the user has no authorization row. */
  readonly roles: readonly string[] | undefined;
  readonly grants: readonly string[];
  /** Who holds the e-mail address. */
  readonly lock: Item | undefined;
  /** The registration's journal rows. */
  readonly rows: readonly JournalRow[];
  /** The audit entries about the registration or the user, oldest first. */
  readonly entries: readonly Entry[];
  /** The mails that its events asked for. */
  readonly intents: readonly IntentTrace[];
  /** How many welcome mails went to the user. */
  readonly mails: number;
  /** How often the pool was asked to delete the user. */
  readonly deletions: number;
}

export const journalRowsOf = (operationId: string): Promise<readonly JournalRow[]> =>
  itemsIn<JournalRow>('journal', { key: 'operationId', value: operationId });

async function rolesOf(userId: string): Promise<readonly string[] | undefined> {
  const held = await itemIn<{ roles?: Set<string> }>('access', authorizationKey(userId));
  return held && [...(held.roles ?? [])].sort();
}

async function grantsOf(userId: string): Promise<readonly string[]> {
  const items = await itemsIn('access', { key: 'pk', value: authorizationKey(userId).pk });
  return items.flatMap(({ sk, role }) => (String(sk).startsWith('GRANT#') ? [String(role)] : [])).sort();
}

const deletionsOf = async (userId: string): Promise<number> =>
  (await faults.calls({ service: 'cognito-idp', operation: 'AdminDeleteUser', including: [userId] })).length;

export async function tracesOf(registrationId: string): Promise<Traces> {
  const userId = userIdOf(registrationId);
  const record = await itemIn<RegistrationRecord>('registrations', recordKey(registrationId));
  const email = record?.email ?? '';
  const [inPool, sameEmail, profile, roles, grants, lock, rows, entries, mails, deletions] = await Promise.all([
    poolUserOf(userId).then((user) => user !== undefined),
    poolUsersWith(email),
    itemIn('users', { userId }),
    rolesOf(userId),
    grantsOf(userId),
    itemIn('registrations', emailLockKey(email)),
    journalRowsOf(registrationId),
    entriesAbout(registrationId, userId),
    mailsTo(email).then((found) => found.filter(({ subject }) => subject.startsWith('Welcome')).length),
    deletionsOf(userId),
  ]);
  return {
    registrationId,
    userId,
    record,
    inPool,
    sameEmail,
    profile,
    roles,
    grants,
    lock,
    rows,
    intents: await intentsOf(rows),
    entries,
    mails,
    deletions,
  };
}
