import type { FunctionSpec } from './spec.ts';

/** Users, invitations, and the reconciliation of the user pool with the database. */
export const accountFunctions = {
  AccountsApi: {
    entry: 'accounts/api',
    impact: 'Operators cannot read, disable, enable or delete users.',
    permissions: {
      pool: ['AdminGetUser', 'AdminDeleteUser', 'AdminDisableUser', 'AdminEnableUser', 'AdminUserGlobalSignOut'],
      users: ['GetItem', 'UpdateItem', 'DeleteItem'],
      'users.indexes': ['Query'],
      registrations: ['UpdateItem', 'DeleteItem'],
      access: ['GetItem', 'BatchGetItem', 'UpdateItem', 'DeleteItem'],
      journal: ['PutItem'],
    },
  },
  Reconcile: {
    entry: 'reconciliation/reconcile',
    impact: 'Accounts in the user pool without a record in the database go unnoticed.',
    // Lambda's maximum. A pass that takes longer continues at the next hour.
    timeoutSeconds: 900,
    permissions: {
      pool: ['ListUsers', 'AdminGetUser', 'AdminDeleteUser'],
      registrations: ['BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
      users: ['BatchGetItem', 'DeleteItem'],
      'users.indexes': ['Query'],
      access: ['BatchGetItem', 'DeleteItem'],
      journal: ['PutItem'],
    },
  },
  InvitationsApi: {
    entry: 'invitations/api',
    impact: 'Operators cannot invite users.',
    permissions: {
      invitations: ['GetItem', 'PutItem'],
      access: ['BatchGetItem'],
      journal: ['PutItem'],
      tokenKey: ['GenerateMac'],
    },
  },
  AcceptInvitation: {
    entry: 'invitations/accept-invitation',
    impact: 'Users who registered by invitation wait for the roles of their invitation.',
    permissions: {
      invitations: ['GetItem', 'UpdateItem', 'DeleteItem'],
      users: ['ConditionCheckItem'],
      access: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      journal: ['PutItem'],
    },
  },
} as const satisfies Record<string, FunctionSpec>;
