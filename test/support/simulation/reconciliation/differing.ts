import type { Fault } from '../fault.ts';
import { type Actor, runScenario, type Scenario } from '../run-scenario.ts';
import type { World } from '../world.ts';

const SECOND_MS = 1_000;
const EVERY_MS = 100 * SECOND_MS;

const registers = (key: string, place: number, roles: readonly string[] = []): Actor => ({
  does: 'register',
  key,
  email: `${key}@example.com`,
  roles,
  after: place * EVERY_MS,
});

/** The creation takes effect after the rollback has deleted the user: only the reconciler finds the user. */
const lateCreation: Fault = {
  by: 'registration/create-user',
  operation: 'AdminCreateUser',
  nth: 3,
  effect: { kind: 'late', ms: 90 * SECOND_MS },
};

/** Of the two that ask for a role after the first, which one gets it. */
const refusedRoles: readonly Fault[] = [3, 4].map((nth) => ({
  by: 'registration/assign-roles',
  operation: 'TransactWriteItems',
  nth,
  effect: { kind: 'error', name: 'ValidationException' },
}));

/** The pool refuses to delete whom an administrator deletes. */
const noDeletions: Fault = {
  by: 'accounts/api',
  operation: 'AdminDeleteUser',
  nth: 1,
  lasting: true,
  effect: { kind: 'error', name: 'InternalErrorException' },
};

/**
 * A pool and tables that differ in every way that there is, made by the real code as far as it makes them:
 *   ann    is healthy
 *   hidden is healthy, and missing in the pool's list
 *   late   was rolled back, and is in the pool; the other items of the user exist, too
 *   gone   was rolled back, and has been restored from before that, all but in the pool
 *   half   is half deleted
 * and three users that others created: without our mark, with the mark of `late`, with a mark that no record has.
 */
const actors: readonly Actor[] = [
  registers('ann', 0, ['user']),
  registers('hidden', 1),
  registers('late', 2, ['user']),
  registers('gone', 3, ['user']),
  registers('half', 4, ['user']),
  { does: 'unlist', key: 'hidden', after: 5 * EVERY_MS },
  { does: 'restore items', key: 'late', after: 5 * EVERY_MS },
  { does: 'restore items', key: 'gone', after: 5 * EVERY_MS },
  { does: 'delete', key: 'half', impatient: true, after: 5 * EVERY_MS },
  { does: 'add stranger', key: 'late', like: 'marked' },
  { does: 'add stranger', key: 'ann', like: 'unmarked' },
  { does: 'add stranger', key: 'unknown', like: 'unrecorded' },
];

async function atRest(scenario: Scenario): Promise<World> {
  const { world } = await runScenario({ ...scenario, keepsLeftovers: true }, () => []);
  return world;
}

/** That world half an hour later, when all has come to rest. */
export const differingWorld = () => atRest({ actors, faults: [lateCreation, ...refusedRoles, noDeletions] });

/** Only a healthy user and a stranger. */
export const strangeWorld = () =>
  atRest({ actors: [registers('ann', 0, ['user']), { does: 'add stranger', key: 'ann', like: 'unmarked' }] });

/** Users as they should be: with roles and without, one whom the list leaves out, one who was deleted. */
export const healthyWorld = () =>
  atRest({
    actors: [
      registers('ann', 0, ['user', 'readonly']),
      registers('hidden', 1),
      registers('deleted', 2, ['user']),
      { does: 'unlist', key: 'hidden', after: 3 * EVERY_MS },
      { does: 'delete', key: 'deleted', after: 3 * EVERY_MS },
    ],
  });
