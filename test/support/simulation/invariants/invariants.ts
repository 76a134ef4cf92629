import { ADMIN_ROLE, adminHoldersKey } from '../../../../lambdas/domain/authorization/grants.ts';
import type { World } from '../world.ts';
import { mailsFitIntents } from './mail.ts';
import { passIsDone, removalsAreReported, removedByRight, reportsAreTrue } from './reconciliation.ts';
import { registrationInvariants } from './registration.ts';
import { subjectsOf } from './subject.ts';
import { attemptsAreReported, entriesAreRows, nothingWaits, rowsAreEntries } from './trail.ts';

/** I1: every user of the pool has a registration, but for strangers, which others created in the pool. */
function usersAreRegistered(world: World): readonly string[] {
  const known = new Set(subjectsOf(world).map(({ record }) => record.userId));
  return [...world.pool.users.keys()].flatMap((userId) =>
    known.has(userId) || world.strangers.has(userId) ? [] : [`I1: ${userId} has no registration`],
  );
}

/** I8: one canonical e-mail, one live user. */
function oneUserAnAddress(world: World): readonly string[] {
  const emails = [...world.pool.users.values()].map(({ email }) => email);
  const twice = emails.filter((email, place) => emails.indexOf(email) !== place);
  return twice.map((email) => `I8: two users have ${email}`);
}

/** I7: the number of enabled admins is kept right, and above zero. */
export function adminsAreCounted(world: World): readonly string[] {
  const access = world.database.table('access');
  const admins = access.items.filter(
    ({ sk, roles, disabled }) => sk === 'AUTHORIZATION' && (roles as Set<string>)?.has(ADMIN_ROLE) && disabled !== true,
  );
  const counted = access.get(adminHoldersKey)?.active;
  return counted === admins.length && admins.length > 0 ? [] : [`I7: ${admins.length} admins, counted ${counted}`];
}

/** I3: the machine ends by itself, within its time. */
function nothingTimesOut(world: World): readonly string[] {
  return [...world.executions.all.values()].flatMap(({ name, status, stopped }) =>
    status === 'RUNNING' || (status === 'TIMED_OUT' && !stopped) ? [`I3: the execution ${name} is ${status}`] : [],
  );
}

/** Every expression of the machine has a value: AWS ends a state where the library answers undefined. */
const expressionsHold = (world: World): readonly string[] =>
  [...world.executions.all.values()].flatMap(({ broken }) => broken);

/** I1 to I8 over a world at rest: what is wrong, a sentence each. */
export function violationsOf(world: World): readonly string[] {
  const ofRegistrations = subjectsOf(world).flatMap((subject) =>
    registrationInvariants.flatMap((invariant) =>
      invariant(subject).map((violation) => `${subject.record.registrationId}: ${violation}`),
    ),
  );
  const checks = [
    usersAreRegistered,
    oneUserAnAddress,
    adminsAreCounted,
    nothingTimesOut,
    expressionsHold,
    nothingWaits,
    rowsAreEntries,
    entriesAreRows,
    attemptsAreReported,
    mailsFitIntents,
    reportsAreTrue,
    removedByRight,
    removalsAreReported,
    passIsDone,
  ];
  return [...ofRegistrations, ...checks.flatMap((check) => check(world))];
}
