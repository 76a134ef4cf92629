import type { JournalRow } from '../../../../lambdas/platform/events/journal.ts';
import { eventIdOf } from '../../../../lambdas/platform/runtime.ts';
import type { World } from '../world.ts';
import { subjectsOf } from './subject.ts';

interface Entry {
  readonly eventId: string;
  readonly action: string;
  readonly details: unknown;
}

const idOf = ({ detail }: JournalRow): string => detail.metadata.eventId;
const rowsOf = (world: World) => world.database.table('journal').items as unknown as readonly JournalRow[];
const entriesOf = (world: World) => world.database.table('audit').items as unknown as readonly Entry[];

/** I4: nothing waits any more. */
export function nothingWaits({ stream, consumers }: World): readonly string[] {
  const dead = consumers.all.filter(([, { deadLetters }]) => deadLetters.length > 0);
  return [
    ...(stream.waiting > 0 ? [`I4: ${stream.waiting} journal rows are not published`] : []),
    ...dead.map(([name, { deadLetters }]) => `I4: ${deadLetters.length} dead letters of ${name}`),
  ];
}

/** I4: every journal row is one audit entry, with the id that its place in the operation gives it. */
export function rowsAreEntries(world: World): readonly string[] {
  const audited = new Set(entriesOf(world).map(({ eventId }) => eventId));
  return rowsOf(world).flatMap((row) => [
    ...(audited.has(idOf(row)) ? [] : [`I4: the journal has ${row.type}, and the audit trail does not`]),
    ...(idOf(row) === eventIdOf(row.operationId, row.place) ? [] : [`I4: ${row.type} has an id of its own`]),
  ]);
}

/** I4: the trail records nothing else, but for what the machine itself publishes, and nothing twice. */
export function entriesAreRows(world: World): readonly string[] {
  const journaled = new Set(rowsOf(world).map(idOf));
  const names = new Set([
    ...world.executions.all.keys(),
    ...subjectsOf(world).map(({ record }) => record.registrationId),
  ]);
  const announced = new Set(
    [...names].flatMap((name) => ['started', 'rollback-failed'].map((place) => eventIdOf(name, place))),
  );
  const strange = entriesOf(world).filter(({ eventId }) => !journaled.has(eventId) && !announced.has(eventId));
  const twice = [...world.appended].filter(([, count]) => count > 1);
  return [
    ...strange.map(({ action }) => `I4: the audit trail has ${action}, and the journal does not`),
    ...twice.map(([eventId, count]) => `I4: the entry ${eventId} was written ${count} times`),
  ];
}

/** I4: every attempt is recorded, once. */
export function attemptsAreReported(world: World): readonly string[] {
  const started = entriesOf(world).filter(({ action }) => action === 'USER_REGISTRATION_STARTED');
  const ids = started.map(({ details }) => (details as { registrationId: string }).registrationId);
  return subjectsOf(world).flatMap(({ record: { registrationId } }) => {
    const count = ids.filter((id) => id === registrationId).length;
    return count === 1 ? [] : [`I4: the attempt of ${registrationId} is recorded ${count} times`];
  });
}
