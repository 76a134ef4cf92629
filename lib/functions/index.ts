import { accessFunctions } from './access.ts';
import { signInFunctions } from './authentication.ts';
import { registrationFunctions } from './registration.ts';
import type { FunctionSpec } from './spec.ts';

/** Every function but the pool's triggers: its code, what it is told, and the least that it may do. */
export const functions = {
  ...registrationFunctions,
  ...accessFunctions,
  ...signInFunctions,
  AccountsApi: {
    entry: 'accounts/api',
    environment: ['USERS_TABLE', 'REGISTRATIONS_TABLE', 'ACCESS_TABLE', 'JOURNAL_TABLE', 'USER_POOL_ID', 'APP_URL'],
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
    environment: ['AUDIT_TABLE', 'APP_URL'],
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
    environment: ['INVITATIONS_TABLE', 'ACCESS_TABLE', 'JOURNAL_TABLE', 'TOKEN_KEY_ID', 'APP_URL'],
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

/** The pool's challenge triggers, for who is logged in by an external provider; in the pool's stack, too. */
export const customChallenge = {
  entry: 'authentication/custom-challenge',
  environment: ['TOKEN_KEY_ID'],
  permissions: { tokenKey: ['GenerateMac'] },
} as const satisfies FunctionSpec;

/** Runs where alarms are, and lives in their stack. */
export const sendCanary = {
  entry: 'journal/send-canary',
  environment: ['JOURNAL_TABLE'],
  permissions: { journal: ['PutItem'] },
} as const satisfies FunctionSpec;

/** All that lib/bundle.ts has to build. */
export const entries: readonly string[] = [
  ...Object.values(functions).map((spec) => spec.entry),
  preTokenGeneration.entry,
  customChallenge.entry,
  sendCanary.entry,
];
