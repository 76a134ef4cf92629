import type { FunctionSpec } from './spec.ts';

/** Authorization: roles, permission groups, and the check of every request. */
export const accessFunctions = {
  Authorizer: {
    entry: 'access/authorizer',
    impact: 'Every API request that needs authentication fails.',
    // Read-only on access: a compromised authorizer must not be able to grant roles. Of a session it updates the time of last use.
    permissions: { access: ['GetItem', 'BatchGetItem'], sessions: ['GetItem', 'UpdateItem'] },
  },
  InvalidateCache: {
    entry: 'access/invalidate-cache',
    impact:
      'Subscribers that cache authorization decisions are notified late of an invalid one. Rollcall itself is not affected.',
    permissions: { journal: ['PutItem'] },
  },
  AccessApi: {
    entry: 'access/api',
    impact: 'Roles and permission groups can be neither read nor changed.',
    permissions: {
      access: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
      'access.indexes': ['Query'],
      users: ['GetItem', 'ConditionCheckItem'],
      journal: ['GetItem', 'PutItem'],
    },
  },
} as const satisfies Record<string, FunctionSpec>;

/** The user pool's trigger that adds roles to tokens. It belongs to the pool's stack, because the pool refers to it. */
export const preTokenGeneration = {
  entry: 'access/pre-token-generation',
  impact: 'Users cannot sign in.',
  permissions: { access: ['GetItem'] },
} as const satisfies FunctionSpec;
