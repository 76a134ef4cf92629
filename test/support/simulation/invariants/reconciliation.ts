import { SYSTEM_ACTOR_ID } from '../../../../contracts/fields.ts';
import type { Finding } from '../../../../contracts/reconciliation.ts';
import type { JournalRow } from '../../../../lambdas/platform/events/journal.ts';
import { type Pass, totalOf } from '../../../../lambdas/reconciliation/store.ts';
import { RECONCILER } from '../fault-builders.ts';
import type { World } from '../world.ts';
import { isDeleted, type Subject, subjectsOf } from './subject.ts';

const hasNoUser = (subject: Subject | undefined): boolean =>
  subject !== undefined && (['rolled_back', 'failed'].includes(subject.record.state) || isDeleted(subject));

/** Whether a finding agrees with the user's record. */
function isTrue({ kind, userId }: Finding, world: World, subject: Subject | undefined): boolean {
  if (kind === 'stranger' || kind === 'unknown_registration') return world.strangers.has(userId) && !subject;
  if (kind === 'leftovers') return hasNoUser(subject);
  // Nothing deletes a part of a user in these worlds: no user is incomplete.
  return kind === 'half_deleted' && subject?.record.userDeletionStartedAt !== undefined;
}

/** A report names no user twice, and no user who agrees with the record. */
export function reportsAreTrue(world: World): readonly string[] {
  const subjects = new Map(subjectsOf(world).map((subject) => [subject.record.userId, subject]));
  return world.reports.flatMap(({ findings }) => {
    const names = findings.map(({ userId }) => userId);
    return findings.flatMap((finding, place) => [
      ...(isTrue(finding, world, subjects.get(finding.userId)) ? [] : [`reported: ${JSON.stringify(finding)}`]),
      ...(names.indexOf(finding.userId) === place ? [] : [`reported twice: ${finding.userId}`]),
    ]);
  });
}

/** I6: the reconciler removed only users whose own record says that they do not exist. */
export function removedByRight(world: World): readonly string[] {
  const byUser = new Map(subjectsOf(world).map((subject) => [subject.record.userId, subject]));
  const deleted = world.pool.deletions.filter(({ by }) => by === RECONCILER).map(({ username }) => username);
  const removedStrangers = [...world.strangers].filter((username) => !world.pool.users.has(username));
  return [
    ...deleted.filter((id) => !hasNoUser(byUser.get(id))).map((id) => `I6: the reconciler removed ${id}`),
    ...removedStrangers.map((username) => `I6: the stranger ${username} was removed`),
  ];
}

const journalOf = (world: World) => world.database.table('journal').items as unknown as readonly JournalRow[];

/** I4: what the reconciler removed is published, once. */
export function removalsAreReported(world: World): readonly string[] {
  const reported = journalOf(world)
    .filter(({ type, detail }) => type === 'UserDeleted' && detail.metadata.actor.id === SYSTEM_ACTOR_ID)
    .map(({ detail }) => (detail.data as { userId: string }).userId);
  const deleted = world.pool.deletions.filter(({ by }) => by === RECONCILER).map(({ username }) => username);
  return [...new Set([...reported, ...deleted])].flatMap((userId) => {
    const count = reported.filter((id) => id === userId).length;
    return count === 1 ? [] : [`I4: the removal of ${userId} is recorded ${count} times`];
  });
}

/** A pass comes to its end, and one that the schedule began alerts the operators to what it found. */
export function passIsDone(world: World): readonly string[] {
  const pass = world.database.table('registrations').get({ pk: 'RECONCILIATION' })?.pass as Pass | undefined;
  if (pass === undefined) return [];
  const owed = pass.scheduled && totalOf(pass) > 0;
  const reported = journalOf(world).some(({ operationId }) => operationId === pass.passId);
  return [
    ...(pass.finishedAt === undefined ? [`the pass rests in ${pass.phase}`] : []),
    ...(owed && !reported ? ['the schedule found something, and no alert is published'] : []),
  ];
}
