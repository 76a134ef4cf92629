import {
  ASSIGN,
  CRASH_BEFORE,
  CREATE,
  deletions,
  error,
  executions,
  fault,
  LOST,
  lasting,
  mailsToAnn,
  noDeletions,
  passed,
  ROLL_BACK,
  refusedRoles,
  registers,
  statuses,
  WRITE,
} from './fault-builders.ts';
import type { NamedFault } from './named-fault.ts';

/** Faults 1 to 13: of a registration's own course. */
export const registrationFaults: Readonly<Record<string, NamedFault>> = {
  '1: crash before StartExecution': {
    scenario: {
      actors: [{ ...registers(), impatient: true }],
      faults: [fault('registration/api', 'StartExecution', CRASH_BEFORE)],
    },
    ends: { ann: 'registered' },
  },
  '2: duplicate POST, same body and another body': {
    scenario: {
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
    scenario: {
      // The record is not written for as long as the execution runs, so the sweeper starts the same name.
      actors: [registers()],
      faults: [fault('registration/reserve-registration', WRITE, error('AccessDeniedException'), lasting)],
    },
    ends: { ann: 'failed' },
    also: executions,
    is: 1,
  },
  '4: the user was created, the answer lost': {
    scenario: { actors: [registers()], faults: [fault(CREATE, 'AdminCreateUser', LOST)] },
    ends: { ann: 'registered' },
    also: deletions,
    is: 0,
  },
  '5: creating failed and left a user': {
    scenario: { actors: [registers()], faults: [fault(CREATE, 'AdminCreateUser', LOST, lasting)] },
    ends: { ann: 'rolled_back' },
    also: deletions,
    is: 1,
  },
  '6: the pool has the e-mail address already': {
    scenario: { actors: [registers()], faults: [fault(CREATE, 'AdminCreateUser', error('AliasExistsException'))] },
    ends: { ann: 'rolled_back' },
    also: (world) => [deletions(world), mailsToAnn(world)],
    is: [0, 0],
  },
  '7: the user is not visible yet': {
    scenario: {
      actors: [registers()],
      faults: [fault(ASSIGN, 'AdminGetUser', error('UserNotFoundException'), lasting)],
    },
    ends: { ann: 'registered' },
    also: (world) => [passed('Defer Roles')(world), deletions(world)],
    is: [true, 0],
  },
  '8: throttling and 503 to the end': {
    scenario: { actors: [registers()], faults: [fault(ASSIGN, WRITE, error('InternalServerError'), lasting)] },
    ends: { ann: 'registered' },
    also: (world) => [passed('Defer Roles')(world), deletions(world)],
    is: [true, 0],
  },
  '9: one of three roles is gone when they are given': {
    scenario: {
      actors: [registers(['user', 'admin', 'readonly']), { does: 'remove role', role: 'readonly', after: 80 }],
    },
    ends: { ann: 'rolled_back' },
    also: (world) => [deletions(world), mailsToAnn(world)],
    is: [1, 0],
  },
  '10: the rollback fails': {
    scenario: { actors: [registers()], faults: [refusedRoles, noDeletions] },
    ends: { ann: 'rolled_back' },
    also: passed('Record Rollback Failure'),
    is: true,
  },
  '11: crash after the delete, before the record': {
    scenario: { actors: [registers()], faults: [refusedRoles, fault(ROLL_BACK, WRITE, CRASH_BEFORE)] },
    ends: { ann: 'rolled_back' },
  },
  '12: the execution is aborted while it waits to try again': {
    scenario: {
      actors: [registers(), { does: 'stop', key: 'ann', after: 3_000 }],
      faults: [fault(ASSIGN, 'AdminGetUser', error('TooManyRequestsException'), lasting)],
    },
    ends: { ann: 'registered' },
  },
  '13: a function goes on after it was given up': {
    scenario: {
      actors: [registers()],
      faults: [
        fault(ASSIGN, 'AdminGetUser', { kind: 'zombie', ms: 9_000 }),
        fault(ASSIGN, WRITE, error('ValidationException')),
      ],
    },
    ends: { ann: 'rolled_back' },
  },
};
