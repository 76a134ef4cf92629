import type { Finding, Part } from '../../contracts/reconciliation.ts';
import type { RegistrationState } from '../../contracts/registration.ts';

/** The attributes of a registration's record that are read. */
export interface RecordView {
  readonly registrationId: string;
  readonly state: RegistrationState;
  readonly email?: string;
  readonly updatedAt: string;
  readonly accountChangedAt?: string;
  readonly userDeletionStartedAt?: string;
  readonly userDeletedAt?: string;
}

/** One user as the pool and the tables have them. */
export interface Subject {
  readonly userId: string;
  /** From the pool's attribute or, where that is missing, from the users table. */
  readonly registrationId?: string | undefined;
  /** Whether the user id is the one that derives from this registration. */
  readonly hasDerivedId: boolean;
  readonly parts: readonly Part[];
  readonly holdsRoles: boolean;
  readonly record?: RecordView | undefined;
}

type Expectation = 'user' | 'no_user' | 'in_progress';

/** What each state says about its user. A failed rollback has its own alert, and is resumed by an operator. */
export const expectations: Readonly<Record<RegistrationState, Expectation>> = {
  reserved: 'in_progress',
  created: 'in_progress',
  rolling_back: 'in_progress',
  rollback_failed: 'in_progress',
  registered: 'user',
  roles_pending: 'user',
  roles_refused: 'user',
  rolled_back: 'no_user',
  failed: 'no_user',
};

// The workflow's timeout is 10 minutes; the Lambda of its last task can run for some seconds after that.
export const SETTLED_AFTER_MS = 15 * 60_000;

/** True when `time` is so long ago that nothing that ran then can still be running. */
export const isSettled = (time: string, now: Date): boolean => now.getTime() - Date.parse(time) >= SETTLED_AFTER_MS;

const lastChangeOf = ({ updatedAt, accountChangedAt, userDeletionStartedAt, userDeletedAt }: RecordView): string =>
  [accountChangedAt, userDeletionStartedAt, userDeletedAt].reduce<string>(
    (latest, time) => (time !== undefined && time > latest ? time : latest),
    updatedAt,
  );

const isAtRest = (record: RecordView, now: Date): boolean =>
  expectations[record.state] !== 'in_progress' && isSettled(lastChangeOf(record), now);

/** The roles and their item are written in the last step; until then they are pending, or were refused. */
const partsExpectedBy = ({ state }: RecordView): readonly Part[] =>
  state === 'registered' ? ['user', 'profile', 'email_lock', 'authorization'] : ['user', 'profile', 'email_lock'];

function compareWithRecord(
  { parts, holdsRoles }: Subject,
  record: RecordView,
): Pick<Finding, 'kind' | 'parts' | 'removable'> {
  if (expectations[record.state] === 'no_user' || record.userDeletedAt !== undefined) {
    // Rollcall assigns no roles to a user that was rolled back: an operator has to check who did.
    return { kind: 'leftovers', parts: [...parts], removable: !holdsRoles };
  }
  if (record.userDeletionStartedAt !== undefined) return { kind: 'half_deleted', parts: [...parts], removable: false };
  const missing = partsExpectedBy(record).filter((part) => !parts.includes(part));
  return { kind: 'incomplete', parts: missing, removable: false };
}

/** What is wrong about a user; undefined when nothing is, or when a workflow or a request may still change the user. */
export function findingOf(subject: Subject, now: Date): Finding | undefined {
  const { userId, registrationId, hasDerivedId, parts, record } = subject;
  const finding = { userId, parts: [...parts], removable: false };
  if (registrationId === undefined || !hasDerivedId) return { kind: 'stranger', ...finding };
  if (record === undefined) return { kind: 'unknown_registration', registrationId, ...finding };
  if (!isAtRest(record, now)) return undefined;
  const difference = compareWithRecord(subject, record);
  return difference.parts.length === 0 ? undefined : { ...difference, userId, registrationId };
}
