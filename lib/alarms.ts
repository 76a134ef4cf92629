/** An alarm's heading in docs/runbook.md, and what users and operators lose while it is active. */
interface Alarm {
  readonly heading: string;
  readonly impact: string;
}

/** Every kind of alarm. An alarm on a dead-letter queue has the name of the queue's output. */
export const alarms = {
  AuditDlq: {
    heading: 'Dead-letter queue: audit trail',
    impact: 'The audit trail lacks events, so it does not show who changed what.',
  },
  LoggingDlq: {
    heading: 'Dead-letter queue: event log',
    impact: 'The event log lacks events.',
  },
  MailerDlq: {
    heading: 'Dead-letter queue: mailer',
    impact: 'A mail (a welcome, an invitation, a notice to operators) was not sent, and no retry will send it.',
  },
  InvitationDlq: {
    heading: 'Dead-letter queue: invitations',
    impact: 'A user registered by invitation and did not get the roles of the invitation.',
  },
  VerificationDlq: {
    heading: 'Dead-letter queue: verification',
    impact: 'A user signed up and got no verification mail: they cannot log in.',
  },
  CacheDlq: {
    heading: 'Dead-letter queue: authorization cache',
    impact:
      'Subscribers that cache authorization decisions were not notified of an invalid one. Rollcall itself is not affected.',
  },
  SessionsDlq: {
    heading: 'Dead-letter queue: sessions',
    impact:
      'A user whose sessions were ended is still signed in to the user pool. They get new tokens, but without the revoked permissions.',
  },
  FinishDlq: {
    heading: 'Dead-letter queue: failed executions',
    impact:
      'A registration whose execution failed stays unfinished until the sweeper finds it, 11 minutes after its start.',
  },
  JournalDlq: {
    heading: 'Dead-letter queue: journal',
    impact: 'Events were not published: no mails, no audit entries, and no delivery to subscribers.',
  },
  SweepDlq: {
    heading: 'Dead-letter queue: sweeper',
    impact: 'Sweeps failed: deferred roles and registrations whose execution failed wait longer.',
  },
  ReconciliationDlq: {
    heading: 'Dead-letter queue: reconciliation',
    impact:
      'The user pool was not reconciled with the database: accounts without a record in the database go unnoticed.',
  },
  CanaryDlq: {
    heading: 'Dead-letter queue: canary',
    impact: 'No user is affected. Until the canary runs again, event delivery is not monitored.',
  },
  MessageAge: {
    heading: 'Messages wait in a queue',
    impact: 'The reactions to events (mails, audit entries, roles of an invitation) are late.',
  },
  Canary: {
    heading: 'The canary did not arrive',
    impact:
      'Events may not be delivered: no mails, no audit entries, no subscribers, although registrations seem to work.',
  },
  PublisherLag: {
    heading: 'Events are published late',
    impact: 'Mails, audit entries and subscribers are at least five minutes behind.',
  },
  ExecutionsFailed: {
    heading: 'Executions fail',
    impact: 'Far more registrations than usual are refused or rolled back.',
  },
  ExecutionsTimedOut: {
    heading: 'Executions time out',
    impact: 'Registrations were stopped after 10 minutes. Their clients got no answer but "still running".',
  },
  ExecutionsThrottled: {
    heading: 'Executions are throttled',
    impact: 'Registrations start late. The sweeper starts those that did not start at all, a minute later.',
  },
  RollbackFailed: {
    heading: 'A rollback failed',
    impact:
      'A user of a failed registration remains, and their e-mail address cannot be registered until an operator resumes the rollback.',
  },
  RolledBack: {
    heading: 'Registrations are rolled back',
    impact: 'Users were created and removed again.',
  },
  RolesPending: {
    heading: 'Roles are pending for over an hour',
    impact:
      'Users can sign in without any permission: their roles have been pending for over an hour. Without data, no sweep completes.',
  },
  Api: {
    heading: 'The API answers 5xx',
    impact: 'Valid requests fail, and clients have to repeat them.',
  },
  FunctionFails: { heading: 'A function fails', impact: 'See the function.' },
  FunctionThrottled: { heading: 'A function is throttled', impact: 'See the function.' },
} as const satisfies Record<string, Alarm>;
export type AlarmName = keyof typeof alarms;

/** The heading's anchor on GitHub. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');

export const runbookOf = (name: AlarmName): string => `docs/runbook.md#${anchorOf(alarms[name].heading)}`;

/** An alarm's description for cdk-monitoring-constructs. */
export const alarmProps = (name: AlarmName, impact: string = alarms[name].impact) => ({
  alarmDescriptionOverride: impact,
  runbookLink: runbookOf(name),
});
