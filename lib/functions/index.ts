import type { EntryPoint } from '../../contracts/internal/environment.ts';
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
    permissions: { bus: ['PutEvents'] },
  },
  RecordEntry: {
    entry: 'audit/record-entry',
    permissions: { audit: ['PutItem'] },
  },
  AuditApi: {
    entry: 'audit/api',
    permissions: { 'audit.indexes': ['Query'] },
  },
  LogEvent: { entry: 'logging/log-event', permissions: {} },
  SendMail: {
    entry: 'mail/send-mail',
    permissions: {
      mail: ['GetItem', 'UpdateItem'],
      journal: ['PutItem'],
      sender: ['SendEmail'],
      tokenKey: ['GenerateMac'],
    },
  },
  InvitationsApi: {
    entry: 'invitations/api',
    permissions: {
      invitations: ['GetItem', 'PutItem'],
      access: ['BatchGetItem'],
      journal: ['PutItem'],
      tokenKey: ['GenerateMac'],
    },
  },
  AcceptInvitation: {
    entry: 'invitations/accept-invitation',
    permissions: {
      invitations: ['GetItem', 'UpdateItem', 'DeleteItem'],
      users: ['ConditionCheckItem'],
      access: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      journal: ['PutItem'],
    },
  },
  HealthApi: { entry: 'health/api', permissions: {} },
} as const satisfies Record<string, FunctionSpec>;
export type FunctionName = keyof typeof functions;

/** Runs when the pool makes a token, and lives in the pool's stack: the pool names it. */
export const preTokenGeneration = {
  entry: 'access/pre-token-generation',
  permissions: { access: ['GetItem'] },
} as const satisfies FunctionSpec;

/** The pool's challenge triggers, for who is logged in by an external provider; in the pool's stack, too. */
export const customChallenge = {
  entry: 'authentication/custom-challenge',
  permissions: { tokenKey: ['GenerateMac'] },
} as const satisfies FunctionSpec;

/** Runs where alarms are, and lives in their stack. */
export const sendCanary = {
  entry: 'journal/send-canary',
  permissions: { journal: ['PutItem'] },
} as const satisfies FunctionSpec;

/** All that lib/bundle.ts has to build. */
export const entries: readonly EntryPoint[] = [
  ...Object.values(functions).map((spec) => spec.entry),
  preTokenGeneration.entry,
  customChallenge.entry,
  sendCanary.entry,
];
