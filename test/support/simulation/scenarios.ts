import type { Fault } from './fault.ts';
import type { Scenario } from './run-scenario.ts';

const ann = { key: 'ann', email: 'ann@example.com' };
const registers = (roles: readonly string[]) => ({ does: 'register', ...ann, roles }) as const;

/** The pool refuses to delete users until the outage is over. */
const noDeletions: Fault = {
  operation: 'AdminDeleteUser',
  nth: 1,
  lasting: true,
  effect: { kind: 'error', name: 'InternalErrorException' },
};

/** The store refuses the roles for good, which has the workflow roll back. */
const refusedRoles: Fault = {
  by: 'registration/assign-roles',
  operation: 'TransactWriteItems',
  nth: 1,
  effect: { kind: 'error', name: 'ValidationException' },
};

/** The pool does not show the user, until the outage is over. */
const invisible: Fault = {
  by: 'registration/assign-roles',
  operation: 'AdminGetUser',
  nth: 1,
  lasting: true,
  effect: { kind: 'error', name: 'UserNotFoundException' },
};

/** The courses that a registration can take, each broken at every call. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  'registers without roles': { actors: [registers([])] },
  'registers with one role': { actors: [registers(['user'])] },
  'registers with three roles': { actors: [registers(['admin', 'user', 'readonly'])] },
  'registers an invited user': {
    actors: [
      { does: 'invite', key: 'inv', email: ann.email, roles: ['readonly'] },
      { ...registers(['user']), after: 60_000 },
    ],
  },
  'refuses an address that is taken': {
    actors: [registers(['user']), { does: 'register', key: 'bob', email: 'ANN@example.com', roles: [], after: 60_000 }],
  },
  'refuses bad input by hand': {
    actors: [{ does: 'start by hand', key: 'hand-1', input: { email: 'invalid', name: '', roles: ['user'] } }],
  },
  'rolls back when the roles are refused': { actors: [registers(['user', 'readonly'])], faults: [refusedRoles] },
  'rolls back later when the rollback fails': {
    actors: [registers(['user'])],
    faults: [refusedRoles, noDeletions],
  },
  'defers roles and completes them': { actors: [registers(['user'])], faults: [invisible] },
  'finishes what was stopped': {
    actors: [registers(['user']), { does: 'stop', key: 'ann', after: 60 }],
  },
  'registers, disables, enables and deletes': {
    actors: [
      registers(['user']),
      { does: 'disable', key: 'ann', after: 60_000 },
      { does: 'enable', key: 'ann', after: 120_000 },
      { does: 'delete', key: 'ann', after: 180_000 },
    ],
  },
};
