import type { Finding, Part } from '../../contracts/reconciliation.ts';
import type { RegistrationState } from '../../contracts/registration.ts';

/** What is read of a registration's record. */
export interface RecordView {
  readonly registrationId: string;
  readonly state: RegistrationState;
  readonly email?: string;
  readonly updatedAt: string;
  readonly accountChangedAt?: string;
  readonly userDeletionStartedAt?: string;
  readonly userDeletedAt?: string;
}

/** One user as the pool and the tables have her. */
export interface Subject {
  readonly userId: string;
  /** From the pool's attribute or, where that is missing, from the users table. */
  readonly registrationId?: string | undefined;
  /** Whether her id is the one that this registration chose. */
  readonly ours: boolean;
  readonly parts: readonly Part[];
  readonly holdsRoles: boolean;
  readonly record?: RecordView | undefined;
}

type Claim = 'user' | 'no_user' | 'somebody_works_on_it';

/** What each state says. A failed rollback has its own alert, and is resumed by an operator. */
export const claims: Readonly<Record<RegistrationState, Claim>> = {
  reserved: 'somebody_works_on_it',
  created: 'somebody_works_on_it',
  rolling_back: 'somebody_works_on_it',
  rollback_failed: 'somebody_works_on_it',
  registered: 'user',
  roles_pending: 'user',
  roles_refused: 'user',
  rolled_back: 'no_user',
  failed: 'no_user',
};

// The machine's time-out is 10 minutes, a task's last Lambda may go on for some seconds after it.
export const SETTLED_AFTER_MS = 15 * 60_000;

/** True when `time` is so long ago that nothing which was at work then still is. */
export const isSettled = (time: string, now: Date): boolean => now.getTime() - Date.parse(time) >= SETTLED_AFTER_MS;

const lastTouched = ({ updatedAt, accountChangedAt, userDeletionStartedAt, userDeletedAt }: RecordView): string =>
  [accountChangedAt, userDeletionStartedAt, userDeletedAt].reduce<string>(
    (latest, time) => (time !== undefined && time > latest ? time : latest),
    updatedAt,
  );

/** Roles and their item come with the last step; until then they are pending, or were refused. */
const expectedParts = ({ state }: RecordView): readonly Part[] =>
  state === 'registered' ? ['user', 'profile', 'email_lock', 'authorization'] : ['user', 'profile', 'email_lock'];

function judgeByRecord(
  { parts, holdsRoles }: Subject,
  record: RecordView,
): Pick<Finding, 'kind' | 'parts' | 'removable'> {
  if (claims[record.state] === 'no_user' || record.userDeletedAt !== undefined) {
    // Nobody gives roles to a user that was rolled back: whoever did must look.
    return { kind: 'leftovers', parts: [...parts], removable: !holdsRoles };
  }
  if (record.userDeletionStartedAt !== undefined) return { kind: 'half_deleted', parts: [...parts], removable: false };
  const missing = expectedParts(record).filter((part) => !parts.includes(part));
  return { kind: 'incomplete', parts: missing, removable: false };
}

const isAtRest = (record: RecordView, now: Date): boolean =>
  claims[record.state] !== 'somebody_works_on_it' && isSettled(lastTouched(record), now);

/** What is wrong about a user; undefined when nothing is, or when somebody may still be at work on her. */
export function judge(subject: Subject, now: Date): Finding | undefined {
  const { userId, registrationId, ours, parts, record } = subject;
  const told = { userId, parts: [...parts], removable: false };
  if (registrationId === undefined || !ours) return { kind: 'stranger', ...told };
  if (record === undefined) return { kind: 'unknown_registration', registrationId, ...told };
  if (!isAtRest(record, now)) return undefined;
  const judged = judgeByRecord(subject, record);
  return judged.parts.length === 0 ? undefined : { ...judged, userId, registrationId };
}
