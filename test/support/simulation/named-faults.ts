import type { RegistrationState } from '../../../contracts/registration.ts';
import type { Effect, Fault } from './fault.ts';
import type { Life } from './life.ts';
import type { World } from './world.ts';

/** A fault of reliability's list: what happens, how the registrations end, and what else must be so. */
export interface NamedFault {
  readonly life: Life;
  /** By key. */
  readonly ends: Readonly<Record<string, RegistrationState>>;
  /** Something else of the world, and what it must be. */
  readonly also?: (world: World) => unknown;
  readonly is?: unknown;
}

const ann = { key: 'ann', email: 'ann@example.com' };
const registers = (roles: readonly string[] = ['user']) => ({ does: 'register', ...ann, roles }) as const;

const fault = (by: string, operation: string, effect: Effect, more: Partial<Fault> = {}): Fault => ({
  by,
  operation,
  nth: 1,
  effect,
  ...more,
});
const error = (name: string): Effect => ({ kind: 'error', name });
const LOST: Effect = { kind: 'ambiguous', name: 'TimeoutError' };
const CRASH_BEFORE: Effect = { kind: 'crash', when: 'before' };
const CRASH_AFTER: Effect = { kind: 'crash', when: 'after' };
const lasting = { lasting: true };

const ASSIGN = 'registration/assign-roles';
const CREATE = 'registration/create-user';
const ROLL_BACK = 'registration/roll-back-user';
const MAILER = 'mail/send-mail';
const WRITE = 'TransactWriteItems';

const refusedRoles = fault(ASSIGN, WRITE, error('ValidationException'));
const noDeletions = fault(ROLL_BACK, 'AdminDeleteUser', error('InternalErrorException'), lasting);

const executions = ({ executions: { all } }: World) => all.size;
const statuses = ({ answers }: World) => answers.map(({ status }) => status);
const mailsToAnn = ({ mailbox }: World) => mailbox.mails.filter(({ to }) => to === ann.email).length;
const passed = (state: string) => (world: World) =>
  [...world.executions.all.values()].some(({ entered }) => entered.includes(state));
const intents = ({ database }: World) => database.table('mail').items.map(({ state }) => state);
const deletions = ({ pool }: World) => pool.deletions.length;

const MINUTES_MS = 60_000;

export const namedFaults: Readonly<Record<string, NamedFault>> = {
  '1: crash before StartExecution': {
    life: {
      actors: [{ ...registers(), impatient: true }],
      faults: [fault('registration/api', 'StartExecution', CRASH_BEFORE)],
    },
    ends: { ann: 'registered' },
  },
  '2: duplicate POST, same body and another body': {
    life: {
      actors: [
        registers(),
        registers(),
        { ...registers(), after: 60_000 },
        { ...registers(), email: 'bob@example.com', after: 120_000 },
      ],
    },
    ends: { ann: 'registered' },
    also: (world) => [executions(world), statuses(world)],
    is: [1, [201, 201, 201, 409]],
  },
  '3: duplicate start of an execution that has ended': {
    life: {
      // The record is not written for as long as the execution runs, so the sweeper starts the same name.
      actors: [registers()],
      faults: [fault('registration/reserve-registration', WRITE, error('AccessDeniedException'), lasting)],
    },
    ends: { ann: 'failed' },
    also: executions,
    is: 1,
  },
  '4: the user was created, the answer lost': {
    life: { actors: [registers()], faults: [fault(CREATE, 'AdminCreateUser', LOST)] },
    ends: { ann: 'registered' },
    also: deletions,
    is: 0,
  },
  '5: creating failed and left a user': {
    life: { actors: [registers()], faults: [fault(CREATE, 'AdminCreateUser', LOST, lasting)] },
    ends: { ann: 'rolled_back' },
    also: deletions,
    is: 1,
  },
  '6: the pool has the e-mail address already': {
    life: { actors: [registers()], faults: [fault(CREATE, 'AdminCreateUser', error('AliasExistsException'))] },
    ends: { ann: 'rolled_back' },
    also: (world) => [deletions(world), mailsToAnn(world)],
    is: [0, 0],
  },
  '7: the user is not visible yet': {
    life: {
      actors: [registers()],
      faults: [fault(ASSIGN, 'AdminGetUser', error('UserNotFoundException'), lasting)],
    },
    ends: { ann: 'registered' },
    also: (world) => [passed('Defer Roles')(world), deletions(world)],
    is: [true, 0],
  },
  '8: throttling and 503 to the end': {
    life: { actors: [registers()], faults: [fault(ASSIGN, WRITE, error('InternalServerError'), lasting)] },
    ends: { ann: 'registered' },
    also: (world) => [passed('Defer Roles')(world), deletions(world)],
    is: [true, 0],
  },
  '9: one of three roles is gone when they are given': {
    life: {
      actors: [registers(['user', 'admin', 'readonly']), { does: 'remove role', role: 'readonly', after: 80 }],
    },
    ends: { ann: 'rolled_back' },
    also: (world) => [deletions(world), mailsToAnn(world)],
    is: [1, 0],
  },
  '10: the rollback fails': {
    life: { actors: [registers()], faults: [refusedRoles, noDeletions] },
    ends: { ann: 'rolled_back' },
    also: passed('Record Rollback Failure'),
    is: true,
  },
  '11: crash after the delete, before the record': {
    life: { actors: [registers()], faults: [refusedRoles, fault(ROLL_BACK, WRITE, CRASH_BEFORE)] },
    ends: { ann: 'rolled_back' },
  },
  '12: the execution is aborted while it waits to try again': {
    life: {
      actors: [registers(), { does: 'stop', key: 'ann', after: 3_000 }],
      faults: [fault(ASSIGN, 'AdminGetUser', error('TooManyRequestsException'), lasting)],
    },
    ends: { ann: 'registered' },
  },
  '13: a function goes on after it was given up': {
    life: {
      actors: [registers()],
      faults: [
        fault(ASSIGN, 'AdminGetUser', { kind: 'zombie', ms: 9_000 }),
        fault(ASSIGN, WRITE, error('ValidationException')),
      ],
    },
    ends: { ann: 'rolled_back' },
  },
  '14: publishing fails in part': {
    life: {
      actors: [registers()],
      faults: [
        fault(
          'journal/publish-journal',
          'PutEvents',
          { kind: 'refused-entries', which: 'odd', code: 'InternalFailure' },
          { nth: 2 },
        ),
      ],
    },
    ends: { ann: 'registered' },
  },
  '14: the bus is down for half an hour': {
    life: {
      actors: [registers()],
      faults: [
        fault('journal/publish-journal', 'PutEvents', error('ServiceUnavailableException'), lasting),
        fault('states', 'PutEvents', error('ServiceUnavailableException'), lasting),
      ],
    },
    ends: { ann: 'registered' },
  },
  '14: the publisher and the machine publish, and nobody hears of it': {
    life: {
      actors: [registers()],
      faults: [fault('journal/publish-journal', 'PutEvents', CRASH_AFTER), fault('states', 'PutEvents', LOST)],
    },
    ends: { ann: 'registered' },
  },
  '15: every message comes twice': {
    life: {
      actors: [
        { does: 'invite', key: 'inv', email: ann.email, roles: ['admin'] },
        { ...registers(), after: MINUTES_MS },
      ],
      copies: () => 2,
    },
    ends: { ann: 'registered' },
    also: mailsToAnn,
    is: 2,
  },
  '15: the audit store is down for half an hour': {
    life: {
      actors: [registers()],
      faults: [fault('audit/record-entry', 'PutItem', error('InternalServerError'), lasting)],
    },
    ends: { ann: 'registered' },
  },
  '16: the mailer crashes after the send': {
    life: { actors: [registers()], faults: [fault(MAILER, 'SendEmail', CRASH_AFTER)] },
    ends: { ann: 'registered' },
    also: (world) => [intents(world), mailsToAnn(world)],
    is: [['unknown'], 1],
  },
  '18: clocks are five minutes apart': {
    life: {
      actors: [
        registers(),
        { does: 'disable', key: 'ann', after: 70_000 },
        { does: 'enable', key: 'ann', after: 80_000 },
      ],
      skewOf: (by) => (by.length % 2 === 0 ? -5 : 5) * MINUTES_MS,
      faults: [fault(ASSIGN, 'AdminGetUser', error('TooManyRequestsException'), lasting)],
    },
    ends: { ann: 'registered' },
  },
  '19: two registrations of one address, in another form': {
    life: {
      actors: [
        { does: 'register', key: 'ann', email: 'Zo\u00eb@example.com', roles: ['user'] },
        { does: 'register', key: 'bob', email: 'zoe\u0308@EXAMPLE.com', roles: ['readonly'] },
      ],
    },
    ends: { ann: 'registered', bob: 'failed' },
  },
  '23: registering again during a rollback': {
    life: {
      actors: [
        { ...registers(), impatient: true },
        { does: 'register', key: 'again', email: 'ANN@example.com', roles: [], after: 20_000, impatient: true },
      ],
      faults: [refusedRoles, noDeletions],
    },
    ends: { ann: 'rolled_back', again: 'failed' },
  },
};
