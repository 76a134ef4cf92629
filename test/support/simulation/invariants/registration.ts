import type { RegistrationState } from '../../../../contracts/registration.ts';
import { userIdOf } from '../../../../lambdas/platform/runtime.ts';
import { isDeleted, isHalfDeleted, type Subject, same, typesOf } from './subject.ts';

/** What is wrong with one registration that has come to rest, a sentence each. */
type Invariant = (subject: Subject) => readonly string[];

const announced: readonly RegistrationState[] = ['registered', 'roles_pending', 'roles_refused'];
const ended: readonly RegistrationState[] = [...announced, 'rolled_back', 'rollback_failed', 'failed'];

const complain = (wrong: boolean, sentence: string): readonly string[] => (wrong ? [sentence] : []);
const isAnnounced = ({ record }: Subject): boolean => announced.includes(record.state);
const hasUser = (subject: Subject): boolean => isAnnounced(subject) && !isDeleted(subject);
/** Whether the user exists is open until the rollback, or the deletion, is resumed. */
const isOpen = (subject: Subject): boolean => subject.record.state === 'rollback_failed' || isHalfDeleted(subject);

const hasEnded: Invariant = ({ record }) => complain(!ended.includes(record.state), `I3: it rests in ${record.state}`);

/** I1: pool and profile have the user exactly when the record says so. */
const existsAsRecorded: Invariant = (subject) => {
  const { record, poolUser, profile } = subject;
  if (isOpen(subject)) return [];
  return [
    ...complain((poolUser !== undefined) !== hasUser(subject), `I1: ${record.state}, and in the pool: ${!!poolUser}`),
    ...complain((profile !== undefined) !== hasUser(subject), `I1: ${record.state}, and with a profile: ${!!profile}`),
  ];
};

const statusOf: Readonly<Record<string, string>> = {
  registered: 'active',
  roles_pending: 'roles_pending',
  roles_refused: 'roles_refused',
};

/** I1: the profile agrees with the record, and the pool has the user enabled exactly when the profile is not disabled. */
const profileFits: Invariant = (subject) => {
  const { record, poolUser, profile } = subject;
  if (isOpen(subject) || profile === undefined) return [];
  const status = profile.statusBeforeDisabled ?? profile.status;
  const mayEnter = profile.status !== 'disabled';
  return [
    ...complain(status !== statusOf[record.state], `I1: ${record.state}, and the profile says ${status}`),
    ...complain(poolUser?.enabled !== mayEnter, `I1: the user is ${profile.status}, and enabled: ${poolUser?.enabled}`),
  ];
};

function rolesIn({ rows }: Subject, type: string): readonly string[] {
  return rows.flatMap((row) => (row.type === type ? [(row.detail.data as { role: string }).role] : []));
}

/** I2: a registered user has the requested roles; no user has a role that no event assigned. */
const rolesFit: Invariant = (subject) => {
  const { record, held, grants } = subject;
  const revoked = new Set(rolesIn(subject, 'RoleRevocationSucceeded'));
  const given = rolesIn(subject, 'RoleAssignmentSucceeded').filter((role) => !revoked.has(role));
  const missing = record.roles.filter((role) => !held.has(role));
  const owed = record.state === 'registered' && hasUser(subject) && !isHalfDeleted(subject);
  return [
    ...complain(!same(held, given), `I2: the user has [${[...held]}], and events gave [${given}]`),
    ...complain(!same(held, grants), `I2: the user has [${[...held]}], and the grants are [${grants}]`),
    ...complain(owed && missing.length > 0, `I2: the user is registered without [${missing}]`),
  ];
};

const alertOf: Readonly<Record<string, string>> = {
  roles_pending: 'RoleAssignmentDeferred',
  roles_refused: 'PlatformAlertRaised',
  rollback_failed: 'PlatformAlertRaised',
};

/** I2: a user without the requested roles, or half rolled back, has an alert. The alert names the registration as its source. */
const isAlerted: Invariant = (subject) => {
  const { world, record, rows } = subject;
  const type = alertOf[record.state];
  if (type === undefined || isDeleted(subject) || rows.some((row) => row.type === type)) return [];
  const alerts = world.database.table('journal').items as unknown as typeof rows;
  const isAlerted = alerts.some((row) =>
    (row.detail.data as { source?: string }).source?.endsWith(`:${record.registrationId}`),
  );
  return complain(!isAlerted, `I2: it is ${record.state}, and no alert is published`);
};

/** I3: exactly one terminal event, and the one that fits. */
const oneTerminalEvent: Invariant = (subject) => {
  const terminal = typesOf(subject).filter((type) => /^UserRegistered$|^UserRegistrationFailed$/.test(type));
  const expected = isAnnounced(subject) ? 'UserRegistered' : 'UserRegistrationFailed';
  return complain(!same(terminal, [expected]), `I3: ${subject.record.state} with [${terminal}], not one ${expected}`);
};

/** I4: every attempt to give a role has exactly one outcome, or is pending. */
const attemptsHaveOutcomes: Invariant = (subject) => {
  const attempts = rolesIn(subject, 'RoleAssignmentAttempted');
  const outcomes = [...rolesIn(subject, 'RoleAssignmentSucceeded'), ...rolesIn(subject, 'RoleAssignmentFailed')];
  const pending = subject.record.state === 'roles_pending';
  return complain(!pending && !same(attempts, outcomes), `I4: attempted [${attempts}], outcomes of [${outcomes}]`);
};

/** I6: only the registration's own rollback, or a deletion of the account, removed the user. */
const deletedByRight: Invariant = ({ world, record }) => {
  const rollingBack = record.steps.some(({ state }) => state === 'rolling_back');
  const mayDelete = rollingBack || record.userDeletionStartedAt !== undefined;
  const deleted = world.pool.deletions.some(({ username }) => username === record.userId);
  return [
    ...complain(record.userId !== userIdOf(record.registrationId), 'I6: the user is not this registration’s own'),
    ...complain(deleted && !mayDelete, `I6: ${record.state}, and its user was deleted without a rollback`),
  ];
};

/** I8: the address is locked as long as the user exists, and free then. */
const holdsAddress: Invariant = (subject) => {
  const { record, lock, poolUser } = subject;
  const holds = lock?.registrationId === record.registrationId;
  const mayHold = hasUser(subject) || isOpen(subject);
  return [
    ...complain(holds && !mayHold, `I8: ${record.state}, and it holds the address`),
    ...complain(!holds && poolUser !== undefined, `I8: ${record.state} with a user, and it does not hold the address`),
  ];
};

export const registrationInvariants: readonly Invariant[] = [
  hasEnded,
  existsAsRecorded,
  profileFits,
  rolesFit,
  isAlerted,
  oneTerminalEvent,
  attemptsHaveOutcomes,
  deletedByRight,
  holdsAddress,
];
