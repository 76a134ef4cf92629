import type { NamedFault } from './named-fault.ts';

/** Schedules that broke an invariant once, each made as small as it goes. */
export const regressions: Readonly<Record<string, NamedFault>> = {
  'does not lock out a user whose roles were given by a try whose answer was lost': {
    scenario: {
      actors: [{ does: 'register', key: 'ann', email: 'ann@example.com', roles: ['user'] }],
      faults: [
        {
          by: 'registration/assign-roles',
          operation: 'TransactWriteItems',
          nth: 1,
          effect: { kind: 'ambiguous', name: 'InternalServerError' },
        },
        {
          by: 'registration/assign-roles',
          operation: 'TransactWriteItems',
          nth: 2,
          lasting: true,
          effect: { kind: 'error', name: 'ValidationException' },
        },
      ],
    },
    ends: { ann: 'registered' },
  },
  'keeps a user to whom a given-up try gives the roles while the rollback waits': {
    scenario: {
      actors: [{ does: 'register', key: 'ann', email: 'ann@example.com', roles: ['user'] }],
      faults: [
        {
          by: 'registration/assign-roles',
          operation: 'TransactWriteItems',
          nth: 1,
          effect: { kind: 'zombie', ms: 5_000 },
        },
        {
          by: 'registration/assign-roles',
          operation: 'TransactWriteItems',
          nth: 2,
          lasting: true,
          effect: { kind: 'error', name: 'ValidationException' },
        },
        ...[1, 2, 3, 4].map((nth) => ({
          by: 'registration/roll-back-user',
          operation: 'UpdateItem',
          nth,
          effect: { kind: 'error' as const, name: 'InternalServerError' },
        })),
      ],
    },
    ends: { ann: 'registered' },
  },
  'deletes a user that was created after its registration was rolled back': {
    scenario: {
      actors: [{ does: 'register', key: 'ann', email: 'ann@example.com', roles: ['user'] }],
      faults: [
        {
          by: 'registration/create-user',
          operation: 'AdminCreateUser',
          nth: 1,
          effect: { kind: 'zombie', ms: 9_000 },
        },
        {
          by: 'registration/assign-roles',
          operation: 'TransactWriteItems',
          nth: 1,
          effect: { kind: 'error', name: 'ValidationException' },
        },
      ],
    },
    ends: { ann: 'rolled_back' },
  },
  'deletes a user whom the pool did not show': {
    scenario: {
      actors: [
        { does: 'register', key: 'ann', email: 'ann@example.com', roles: ['user'] },
        { does: 'delete', key: 'ann', after: 60_000 },
      ],
      faults: [
        {
          by: 'accounts/api',
          operation: 'AdminGetUser',
          nth: 1,
          effect: { kind: 'error', name: 'UserNotFoundException' },
        },
      ],
    },
    ends: { ann: 'registered' },
  },
  'has the pool do as the store says when a request to disable and one to enable cross': {
    scenario: {
      actors: [
        { does: 'register', key: 'ann', email: 'ann@example.com', roles: [] },
        { does: 'disable', key: 'ann', after: 60_000 },
        { does: 'enable', key: 'ann', after: 62_000 },
      ],
      // The first request hangs before it asks the pool, and goes on when the second is done.
      faults: [{ by: 'accounts/api', operation: 'AdminDisableUser', nth: 1, effect: { kind: 'zombie', ms: 5_000 } }],
    },
    ends: { ann: 'registered' },
  },
};
