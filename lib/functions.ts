import type { FunctionSpec } from './function-spec.ts';

/** Every function but the pool's trigger: its code, what it is told, and the least that it may do. */
export const functions = {
  ReserveRegistration: {
    entry: 'registration/reserve-registration',
    environment: ['REGISTRATIONS_TABLE', 'ACCESS_TABLE', 'JOURNAL_TABLE'],
    permissions: {
      registrations: ['GetItem', 'PutItem', 'UpdateItem'],
      access: ['BatchGetItem'],
      journal: ['PutItem'],
    },
  },
  CreateUser: {
    entry: 'registration/create-user',
    environment: ['REGISTRATIONS_TABLE', 'USERS_TABLE', 'JOURNAL_TABLE', 'USER_POOL_ID'],
    permissions: {
      pool: ['AdminCreateUser', 'AdminDeleteUser'],
      registrations: ['GetItem', 'UpdateItem'],
      users: ['PutItem'],
      journal: ['PutItem'],
    },
  },
  AssignRoles: {
    entry: 'registration/assign-roles',
    environment: ['REGISTRATIONS_TABLE', 'USERS_TABLE', 'ACCESS_TABLE', 'JOURNAL_TABLE', 'USER_POOL_ID'],
    permissions: {
      pool: ['AdminGetUser'],
      registrations: ['GetItem', 'UpdateItem'],
      users: ['UpdateItem'],
      access: ['PutItem', 'UpdateItem', 'ConditionCheckItem'],
      journal: ['PutItem'],
    },
  },
  DeferRoles: {
    entry: 'registration/defer-roles',
    environment: ['REGISTRATIONS_TABLE', 'USERS_TABLE', 'JOURNAL_TABLE'],
    permissions: {
      registrations: ['GetItem', 'UpdateItem'],
      users: ['UpdateItem'],
      journal: ['PutItem'],
    },
  },
  RollBackUser: {
    entry: 'registration/roll-back-user',
    environment: ['REGISTRATIONS_TABLE', 'USERS_TABLE', 'JOURNAL_TABLE', 'USER_POOL_ID'],
    permissions: {
      pool: ['AdminDeleteUser'],
      registrations: ['GetItem', 'UpdateItem', 'DeleteItem'],
      users: ['DeleteItem'],
      journal: ['PutItem'],
    },
  },
  RecordRollbackFailure: {
    entry: 'registration/record-rollback-failure',
    environment: ['REGISTRATIONS_TABLE', 'JOURNAL_TABLE', 'USER_POOL_ID'],
    permissions: {
      pool: ['AdminDisableUser'],
      registrations: ['GetItem', 'UpdateItem'],
      journal: ['PutItem'],
    },
  },
  ResumeRegistration: {
    entry: 'registration/resume',
    environment: ['REGISTRATIONS_TABLE', 'USERS_TABLE', 'ACCESS_TABLE', 'JOURNAL_TABLE', 'USER_POOL_ID'],
    permissions: {
      pool: ['AdminGetUser', 'AdminDeleteUser'],
      registrations: ['GetItem', 'UpdateItem', 'DeleteItem'],
      users: ['UpdateItem', 'DeleteItem'],
      access: ['PutItem', 'UpdateItem', 'ConditionCheckItem'],
      journal: ['PutItem'],
    },
  },
  FinishRegistration: {
    entry: 'registration/finish-registration',
    environment: ['REGISTRATIONS_TABLE', 'USERS_TABLE', 'ACCESS_TABLE', 'JOURNAL_TABLE', 'USER_POOL_ID'],
    permissions: {
      pool: ['AdminDeleteUser', 'AdminDisableUser'],
      registrations: ['GetItem', 'UpdateItem', 'DeleteItem'],
      users: ['UpdateItem', 'DeleteItem'],
      journal: ['PutItem'],
    },
  },
  SweepRegistrations: {
    entry: 'registration/sweep-registrations',
    // A sweep has ended before the next begins, a minute later: two of them would do the same work.
    timeoutSeconds: 50,
    environment: [
      'REGISTRATIONS_TABLE',
      'USERS_TABLE',
      'ACCESS_TABLE',
      'JOURNAL_TABLE',
      'USER_POOL_ID',
      'STATE_MACHINE_ARN',
    ],
    permissions: {
      machine: ['StartExecution'],
      executions: ['DescribeExecution'],
      pool: ['AdminGetUser', 'AdminDeleteUser', 'AdminDisableUser'],
      registrations: ['GetItem', 'UpdateItem', 'DeleteItem'],
      'registrations.indexes': ['Query'],
      users: ['UpdateItem', 'DeleteItem'],
      access: ['PutItem', 'UpdateItem', 'ConditionCheckItem'],
      journal: ['PutItem'],
    },
  },
  RegistrationApi: {
    entry: 'registration/api',
    environment: [
      'REGISTRATIONS_TABLE',
      'USERS_TABLE',
      'ACCESS_TABLE',
      'JOURNAL_TABLE',
      'USER_POOL_ID',
      'STATE_MACHINE_ARN',
    ],
    permissions: {
      machine: ['StartExecution'],
      pool: ['AdminGetUser'],
      registrations: ['GetItem', 'PutItem', 'UpdateItem'],
      users: ['UpdateItem'],
      access: ['BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      journal: ['PutItem'],
    },
  },
  AccountsApi: {
    entry: 'accounts/api',
    environment: ['USERS_TABLE', 'REGISTRATIONS_TABLE', 'ACCESS_TABLE', 'JOURNAL_TABLE', 'USER_POOL_ID'],
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
    // Lambda's most; a pass that takes longer goes on at the next hour.
    timeoutSeconds: 900,
    environment: ['REGISTRATIONS_TABLE', 'USERS_TABLE', 'ACCESS_TABLE', 'JOURNAL_TABLE', 'USER_POOL_ID'],
    permissions: {
      pool: ['ListUsers', 'AdminGetUser', 'AdminDeleteUser'],
      registrations: ['BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
      users: ['BatchGetItem', 'DeleteItem'],
      'users.indexes': ['Query'],
      access: ['BatchGetItem', 'DeleteItem'],
      journal: ['PutItem'],
    },
  },
  Authorizer: {
    entry: 'access/authorizer',
    environment: ['ACCESS_TABLE', 'USER_POOL_ID', 'USER_POOL_CLIENT_ID'],
    permissions: { access: ['GetItem', 'BatchGetItem'] },
  },
  PublishJournal: {
    entry: 'journal/publish-journal',
    environment: ['EVENT_BUS_NAME'],
    permissions: { bus: ['PutEvents'] },
  },
  RecordEntry: {
    entry: 'audit/record-entry',
    environment: ['AUDIT_TABLE'],
    permissions: { audit: ['PutItem'] },
  },
  AuditApi: {
    entry: 'audit/api',
    environment: ['AUDIT_TABLE'],
    permissions: { 'audit.indexes': ['Query'] },
  },
  LogEvent: { entry: 'logging/log-event', environment: [], permissions: {} },
  SendMail: {
    entry: 'mail/send-mail',
    environment: ['MAIL_TABLE', 'JOURNAL_TABLE', 'TOKEN_KEY_ID', 'MAIL_SENDER', 'OPERATORS_ADDRESS', 'APP_URL'],
    permissions: {
      mail: ['GetItem', 'UpdateItem'],
      journal: ['PutItem'],
      sender: ['SendEmail'],
      tokenKey: ['GenerateMac'],
    },
  },
  InvitationsApi: {
    entry: 'invitations/api',
    environment: ['INVITATIONS_TABLE', 'ACCESS_TABLE', 'JOURNAL_TABLE', 'TOKEN_KEY_ID'],
    permissions: {
      invitations: ['GetItem', 'PutItem'],
      access: ['BatchGetItem'],
      journal: ['PutItem'],
      tokenKey: ['GenerateMac'],
    },
  },
  AcceptInvitation: {
    entry: 'invitations/accept-invitation',
    environment: ['INVITATIONS_TABLE', 'USERS_TABLE', 'ACCESS_TABLE', 'JOURNAL_TABLE'],
    permissions: {
      invitations: ['GetItem', 'UpdateItem', 'DeleteItem'],
      users: ['ConditionCheckItem'],
      access: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      journal: ['PutItem'],
    },
  },
  HealthApi: { entry: 'health/api', environment: [], permissions: {} },
} as const satisfies Record<string, FunctionSpec>;
export type FunctionName = keyof typeof functions;

/** Runs when the pool makes a token, and lives in the pool's stack: the pool names it. */
export const preTokenGeneration = {
  entry: 'access/pre-token-generation',
  environment: ['ACCESS_TABLE'],
  permissions: { access: ['GetItem'] },
} as const satisfies FunctionSpec;

/** All that lib/bundle.ts has to build. */
export const entries: readonly string[] = [
  ...Object.values(functions).map((spec) => spec.entry),
  preTokenGeneration.entry,
];
