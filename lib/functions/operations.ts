import type { FunctionSpec } from './spec.ts';

/** Event delivery, audit trail, event log, mails and the health check. */
export const operationsFunctions = {
  PublishJournal: {
    entry: 'journal/publish-journal',
    impact: 'Events are late or missing: mails, audit entries, subscribers.',
    permissions: { bus: ['PutEvents'] },
  },
  RecordEntry: {
    entry: 'audit/record-entry',
    impact: 'The audit trail is behind.',
    permissions: { audit: ['PutItem'] },
  },
  AuditApi: {
    entry: 'audit/api',
    impact: 'Operators cannot read the audit trail.',
    permissions: { 'audit.indexes': ['Query'] },
  },
  LogEvent: { entry: 'logging/log-event', impact: 'The event log is behind.', permissions: {} },
  SendMail: {
    entry: 'mail/send-mail',
    impact: 'Welcome mails, invitations and notices to operators are late.',
    permissions: {
      mail: ['GetItem', 'UpdateItem'],
      journal: ['PutItem'],
      sender: ['SendEmail'],
      tokenKey: ['GenerateMac'],
    },
  },
  HealthApi: {
    entry: 'health/api',
    impact: 'External monitors report Rollcall as down, and the API description cannot be read.',
    permissions: {},
  },
} as const satisfies Record<string, FunctionSpec>;

/** Writes the canary. It belongs to the monitoring stack. */
export const sendCanary = {
  entry: 'journal/send-canary',
  impact: 'No user is affected. Until the canary runs again, event delivery is not monitored.',
  permissions: { journal: ['PutItem'] },
} as const satisfies FunctionSpec;
