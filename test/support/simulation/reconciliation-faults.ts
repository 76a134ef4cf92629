import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import {
  CRASH_BEFORE,
  error,
  fault,
  lasting,
  lateCreation,
  MINUTES_MS,
  RECONCILER,
  refusedRoles,
  registers,
  WRITE,
} from './fault-builders.ts';
import type { NamedFault } from './named-fault.ts';
import { registrationIdOf } from './registration-id.ts';
import type { Actor } from './run-scenario.ts';
import type { World } from './world.ts';

const userOf = (key: string) => userIdOf(registrationIdOf(key));
const bob: Actor = { does: 'register', key: 'bob', email: 'bob@example.com', roles: ['user'], after: 2 * MINUTES_MS };
const stranger = (key: string, like: 'unmarked' | 'marked' = 'unmarked'): Actor => ({
  does: 'add stranger',
  key,
  like,
});
const reconciles = (minute: number, fix: boolean): Actor => ({
  does: 'reconcile',
  action: 'start',
  fix,
  after: minute * MINUTES_MS,
});
const ticks: Actor = { does: 'reconcile', action: 'tick', fix: false, after: 20 * MINUTES_MS };

// No reconciler runs but those of the actors here.
const keepsLeftovers = true;

/** Every complete report: each user that it names, as what, and whether it removed the user. */
const reportedFindings = ({ reports }: World) =>
  reports
    .filter(({ outcome }) => outcome === 'finished')
    .map(({ findings }) => findings.map(({ kind, userId, removed = false }) => [userId, kind, removed]))
    .map((findings) => findings.sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)));
const users = ({ pool }: World) => [...pool.users.keys()].sort();
const alerts = ({ database }: World) =>
  database.table('journal').items.filter(({ type }) => type === 'PlatformAlertRaised').length;

// The schedule finishes what broke, then the operator, who saw no report, asks again.
const strangers = ['x', 'y', 'z'].map((key) => [`${key}.unmarked`, 'stranger', false]);

const annIsLeft = {
  also: (world: World) => [reportedFindings(world), users(world)],
  is: [
    [
      [
        ['ann.marked', 'stranger', false],
        [userOf('ann'), 'leftovers', false],
      ],
      [
        ['ann.marked', 'stranger', false],
        [userOf('ann'), 'leftovers', true],
      ],
    ],
    [userOf('bob'), 'ann.marked'].sort(),
  ],
};
const reportsAndRemoves = [bob, stranger('ann', 'marked'), reconciles(20, false), reconciles(25, true)];

/** Faults of the reconciler, and those whose outcome it alone can fix. */
export const reconciliationFaults: Readonly<Record<string, NamedFault>> = {
  'a user reaches the pool after its registration was rolled back': {
    scenario: { actors: [registers(), ...reportsAndRemoves], faults: [lateCreation, refusedRoles], keepsLeftovers },
    ends: { ann: 'rolled_back', bob: 'registered' },
    ...annIsLeft,
  },
  'a user reaches the pool after its registration died with its execution': {
    scenario: {
      actors: [registers(), { does: 'stop', key: 'ann', after: 3_000 }, ...reportsAndRemoves],
      faults: [lateCreation],
      keepsLeftovers,
    },
    ends: { ann: 'rolled_back', bob: 'registered' },
    ...annIsLeft,
  },
  'a reconciliation breaks on its second page': {
    scenario: {
      actors: [registers(), stranger('x'), stranger('y'), stranger('z'), reconciles(20, false)],
      faults: [fault(RECONCILER, 'ListUsers', error('TooManyRequestsException'), { nth: 2 })],
    },
    ends: { ann: 'registered' },
    also: reportedFindings,
    is: [strangers, strangers],
  },
  'the pool neither lists a healthy user nor finds it by id': {
    scenario: {
      actors: [registers(), { does: 'unlist', key: 'ann', after: MINUTES_MS }, reconciles(20, true)],
      faults: [fault(RECONCILER, 'AdminGetUser', error('InternalErrorException'), lasting)],
    },
    ends: { ann: 'registered' },
    also: (world) => [reportedFindings(world), users(world)],
    is: [[[], []], [userOf('ann')]],
  },
  'the reconciler dies behind the pool': {
    scenario: {
      actors: [registers(), reconciles(20, true)],
      faults: [lateCreation, refusedRoles, fault(RECONCILER, WRITE, CRASH_BEFORE)],
      keepsLeftovers,
    },
    ends: { ann: 'rolled_back' },
    also: users,
    is: [],
  },
  'the pool does not show whose leftovers are removed': {
    scenario: {
      actors: [registers(), { does: 'restore items', key: 'ann', after: 2 * MINUTES_MS }, reconciles(20, true)],
      faults: [lateCreation, refusedRoles, fault(RECONCILER, 'AdminGetUser', error('UserNotFoundException'), lasting)],
      keepsLeftovers,
    },
    ends: { ann: 'rolled_back' },
    also: (world) => [reportedFindings(world), users(world)],
    is: [[[[userOf('ann'), 'leftovers', true]]], []],
  },
  'two reconciliations at once': {
    scenario: {
      actors: [registers(), reconciles(20, true), reconciles(20, true)],
      faults: [lateCreation, refusedRoles],
      keepsLeftovers,
    },
    ends: { ann: 'rolled_back' },
    also: ({ reports }) => reports.map(({ outcome }) => outcome).includes('busy'),
    is: true,
  },
  'what the schedule found cannot be published at once': {
    scenario: {
      actors: [registers(), stranger('x'), ticks],
      faults: [fault(RECONCILER, WRITE, error('InternalServerError'))],
    },
    ends: { ann: 'registered' },
    also: (world) => [reportedFindings(world), alerts(world)],
    is: [[[['x.unmarked', 'stranger', false]]], 1],
  },
};
