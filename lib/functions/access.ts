import type { FunctionSpec } from './spec.ts';

/** What decides who may do what, and changes it. */
export const accessFunctions = {
  Authorizer: {
    entry: 'access/authorizer',
    // Of who may what it only reads: who lets people in must not be able to change that. Of a session it notes when it was seen.
    permissions: { access: ['GetItem', 'BatchGetItem'], sessions: ['GetItem', 'UpdateItem'] },
  },
  InvalidateCache: {
    entry: 'access/invalidate-cache',
    permissions: { journal: ['PutItem'] },
  },
  EndSessions: {
    entry: 'sessions/end-sessions',
    permissions: {
      sessions: ['UpdateItem'],
      'sessions.indexes': ['Query'],
      access: ['GetItem'],
      journal: ['GetItem', 'PutItem'],
      pool: ['AdminUserGlobalSignOut'],
    },
  },
  AccessApi: {
    entry: 'access/api',
    permissions: {
      access: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
      'access.indexes': ['Query'],
      users: ['GetItem', 'ConditionCheckItem'],
      journal: ['GetItem', 'PutItem'],
    },
  },
} as const satisfies Record<string, FunctionSpec>;
