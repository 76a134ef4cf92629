import type { FunctionSpec } from './function-spec.ts';

/** What decides who may do what, and changes it. */
export const accessFunctions = {
  Authorizer: {
    entry: 'access/authorizer',
    environment: ['ACCESS_TABLE', 'USER_POOL_ID', 'USER_POOL_CLIENT_ID'],
    // Reads only: who lets people in must not be able to change what they may.
    permissions: { access: ['GetItem', 'BatchGetItem'] },
  },
  InvalidateCache: {
    entry: 'access/invalidate-cache',
    environment: ['JOURNAL_TABLE'],
    permissions: { journal: ['PutItem'] },
  },
  EndSessions: {
    entry: 'sessions/end-sessions',
    environment: ['JOURNAL_TABLE', 'USER_POOL_ID'],
    permissions: { pool: ['AdminUserGlobalSignOut'], journal: ['GetItem', 'PutItem'] },
  },
  AccessApi: {
    entry: 'access/api',
    environment: ['ACCESS_TABLE', 'USERS_TABLE', 'JOURNAL_TABLE', 'APP_URL'],
    permissions: {
      access: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
      'access.indexes': ['Query'],
      users: ['GetItem', 'ConditionCheckItem'],
      journal: ['GetItem', 'PutItem'],
    },
  },
} as const satisfies Record<string, FunctionSpec>;
