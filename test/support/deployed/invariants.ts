import type { RegistrationState } from '../../../contracts/registration.ts';
import { eventIdOf } from '../../../lambdas/platform/runtime.ts';
import { eventually } from '../eventually.ts';
import { type Traces, tracesOf } from './traces.ts';

/** An invariant of a registration that has come to rest: what is wrong, a sentence each. */
type Invariant = (traces: Traces) => readonly string[];

const withUser: readonly RegistrationState[] = ['registered', 'roles_pending', 'roles_refused', 'rollback_failed'];
const withoutUser: readonly RegistrationState[] = ['failed', 'rolled_back'];
const announced: readonly RegistrationState[] = ['registered', 'roles_pending', 'roles_refused'];
const rolledBack: readonly RegistrationState[] = ['rolling_back', 'rolled_back', 'rollback_failed'];

const stateOf = ({ record }: Traces): string => record?.state ?? 'without a record';
const isIn = (states: readonly RegistrationState[], { record }: Traces): boolean =>
  record !== undefined && states.includes(record.state);
const isDeleted = ({ record }: Traces): boolean => record?.userDeletedAt !== undefined;

const same = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());

const ended: Invariant = (traces) =>
  isIn([...withUser, ...withoutUser], traces) ? [] : [`the registration is ${stateOf(traces)}`];

/** I1: the pool has the user exactly when the record says so. A failed rollback may have deleted the user. */
const poolFitsRecord: Invariant = (traces) => {
  const expected = isIn(withUser, traces) && !isDeleted(traces);
  if (traces.inPool === expected || traces.record?.state === 'rollback_failed') return [];
  return [`I1: the registration is ${stateOf(traces)}, and the pool has ${traces.inPool ? 'the' : 'no'} user`];
};

/** I2: a registered user has the requested roles; one without them is recorded as that, with an alert. */
const rolesFitRecord: Invariant = (traces) => {
  const { record, roles = [], grants, rows } = traces;
  const registered = record?.state === 'registered' && !isDeleted(traces);
  // An invitation may have added more.
  const given = registered ? record.roles.every((role) => grants.includes(role)) : grants.length === 0;
  const alert = { roles_pending: 'RoleAssignmentDeferred', roles_refused: 'PlatformAlertRaised' }[stateOf(traces)];
  const alerted = alert === undefined || rows.some(({ type }) => type === alert);
  return [
    ...(given && same(grants, roles)
      ? []
      : [`I2: the registration is ${stateOf(traces)}, the grants are [${grants}] and in force are [${roles}]`]),
    ...(alerted ? [] : [`I2: the registration is ${stateOf(traces)}, and no alert is published (${alert})`]),
  ];
};

/** I3: exactly one terminal event, and the one that fits. */
const oneTerminalEvent: Invariant = (traces) => {
  const types = traces.rows.map(({ type }) => type);
  const terminal = types.filter((type) => type === 'UserRegistered' || type === 'UserRegistrationFailed');
  const expected = isIn(announced, traces) ? 'UserRegistered' : 'UserRegistrationFailed';
  return same(terminal, [expected]) ? [] : [`I3: the terminal events are [${terminal}], not one ${expected}`];
};

/** The workflow publishes these two by itself; every other event is a journal row. */
const unjournaled = (registrationId: string): readonly string[] =>
  ['started', 'rollback-failed'].map((place) => eventIdOf(registrationId, place));

/** I4: journal rows and audit entries are the same events, and each is recorded once. */
const trailIsComplete: Invariant = ({ registrationId, rows, entries, record }) => {
  const journaled = new Map(rows.map(({ detail, type }) => [detail.metadata.eventId, type]));
  const audited = new Set(entries.map(({ eventId }) => eventId));
  const missing = rows.filter(
    ({ detail, type }) => type !== 'PlatformAlertRaised' && !audited.has(detail.metadata.eventId),
  );
  const known = new Set([...journaled.keys(), ...unjournaled(registrationId)]);
  // An accepted invitation's entries are about the user, too; those are the system's.
  const own = entries.filter(
    ({ correlationId, actorId }) => correlationId === record?.correlationId && actorId === record.requestedBy,
  );
  const strange = own.filter(({ eventId }) => !known.has(eventId));
  return [
    ...missing.map(({ type }) => `I4: the journal has ${type}, and the audit trail does not`),
    ...(audited.has(eventIdOf(registrationId, 'started')) ? [] : ['I4: the audit trail does not record the attempt']),
    ...strange.map(({ action }) => `I4: the audit trail has ${action}, and the journal does not`),
  ];
};

/** I4: every attempt to give a role has exactly one outcome, or is pending. */
const attemptsHaveOutcomes: Invariant = (traces) => {
  const roleIn = (type: string) =>
    traces.rows.flatMap((row) => (row.type === type ? [(row.detail.data as { role: string }).role] : []));
  const attempts = roleIn('RoleAssignmentAttempted');
  const outcomes = [...roleIn('RoleAssignmentSucceeded'), ...roleIn('RoleAssignmentFailed')];
  const expected = traces.record?.state === 'roles_pending' ? [] : attempts;
  return same(outcomes, expected) ? [] : [`I4: attempted were [${attempts}], and the outcomes are of [${outcomes}]`];
};

const auditActionOf: Readonly<Record<string, string>> = {
  sent: 'MAIL_SENT',
  failed: 'MAIL_FAILED',
  unknown: 'MAIL_UNKNOWN',
};

/** I4: every mail that was asked for has come to an end, and the trail records it once. */
const mailsAreRecorded: Invariant = ({ intents }) =>
  intents.flatMap(({ recipient, state, actions }) => {
    const expected = auditActionOf[state ?? ''];
    if (expected !== undefined && same(actions, [expected])) return [];
    return [`I4: the mail to the ${recipient} is ${state ?? 'not begun'}, and the audit trail records [${actions}]`];
  });

/** I5: as many mails to the user as were sent, and one more at most where the fate is unknown. */
const mailsFitIntents: Invariant = ({ intents, mails, record }) => {
  if (record?.failure?.type === 'email_already_exists') return [];
  const toUser = intents.filter(({ recipient }) => recipient === 'user');
  const least = toUser.filter(({ state }) => state === 'sent').length;
  const most = least + toUser.filter(({ state }) => state === 'unknown').length;
  return mails >= least && mails <= most
    ? []
    : [`I5: ${mails} mails went to the user, where ${least} to ${most} should have`];
};

/** I6: the pool was asked to delete the user only in a rollback, or by a deletion. */
const deletedOnlyInRollback: Invariant = (traces) => {
  const mayDelete = isDeleted(traces) || traces.record?.steps.some(({ state }) => rolledBack.includes(state));
  return mayDelete || traces.deletions === 0 ? [] : ['I6: the user of a registration without rollback was deleted'];
};

/** I8: one e-mail address, one user, and the address stays locked as long as the user exists. */
const oneUserAnAddress: Invariant = (traces) => {
  const { lock, registrationId, sameEmail } = traces;
  const holds = lock?.registrationId === registrationId;
  const hasUser = isIn(withUser, traces) && !isDeleted(traces);
  return [
    ...(sameEmail > 1 ? [`I8: ${sameEmail} users have the same e-mail address`] : []),
    ...(holds === hasUser
      ? []
      : [`I8: the registration is ${stateOf(traces)} and ${holds ? 'holds' : 'does not hold'} the address`]),
  ];
};

const invariants: readonly Invariant[] = [
  ended,
  poolFitsRecord,
  rolesFitRecord,
  oneTerminalEvent,
  trailIsComplete,
  attemptsHaveOutcomes,
  mailsAreRecorded,
  mailsFitIntents,
  deletedOnlyInRollback,
  oneUserAnAddress,
];

/** What is wrong with a registration, a sentence each. */
export const violationsOf = (traces: Traces): readonly string[] => invariants.flatMap((invariant) => invariant(traces));

/** Waits until the registration has come to rest with I1-I6 and I8 true of it; answers what it left. */
export const expectInvariants = (registrationId: string): Promise<Traces> =>
  eventually(`registration ${registrationId} keeps the invariants`, async () => {
    const traces = await tracesOf(registrationId);
    const violations = violationsOf(traces);
    if (violations.length > 0) throw new Error(violations.join('; '));
    return traces;
  });
