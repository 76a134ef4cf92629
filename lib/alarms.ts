/** An alarm's heading in docs/runbook.md, and what a person loses while it rings. */
interface AlarmText {
  readonly heading: string;
  readonly impact: string;
}

/** Every kind of alarm. One on dead letters has the name of the queue's output. */
export const alarms = {
  AuditDlq: {
    heading: 'Dead letters of the audit trail',
    impact: 'The audit trail lacks events: nobody can see who did that to whom.',
  },
  LoggingDlq: {
    heading: 'Dead letters of the event log',
    impact: 'The event log lacks lines: who looks for a cause does not find it there.',
  },
  MailerDlq: {
    heading: 'Dead letters of the mailer',
    impact: 'Somebody waits for a mail (a welcome, an invitation, a notice to operators) that nothing will send.',
  },
  InvitationDlq: {
    heading: 'Dead letters of invitations',
    impact: 'Somebody registered by invitation, and did not get what she was invited to.',
  },
  VerificationDlq: {
    heading: 'Dead letters of verifications',
    impact: 'Somebody signed up and got no mail with her link: she cannot log in.',
  },
  CacheDlq: {
    heading: 'Dead letters of the decision cache',
    impact: 'Somebody who keeps decisions of ours was not told that one is void. Rollcall itself uses none that is.',
  },
  SessionsDlq: {
    heading: 'Dead letters of sessions',
    impact:
      'Somebody who should be signed out is not, in the pool: she gets new tokens, with which she may do nothing that was taken away.',
  },
  FinishDlq: {
    heading: 'Dead letters of ended executions',
    impact:
      'A registration whose workflow died stays unfinished until the sweeper comes to it, 11 minutes after its start.',
  },
  JournalDlq: {
    heading: 'Dead letters of the journal',
    impact: 'Events were not published: no mail, no audit entry, and no subscriber hears of what happened.',
  },
  SweepDlq: {
    heading: 'Dead letters of the sweeper',
    impact: 'Sweeps failed: people whose roles are pending, or whose registration died, wait longer.',
  },
  ReconciliationDlq: {
    heading: 'Dead letters of the reconciliation',
    impact: 'The pool was not held against the records: accounts that nobody knows of go unnoticed.',
  },
  CanaryDlq: {
    heading: 'Dead letters of the canary',
    impact: 'Nothing yet: whether events arrive is not being proved.',
  },
  Waiting: {
    heading: 'Events wait in a queue',
    impact: 'What should follow an event (its mail, its audit entry, what an invitation promises) comes late.',
  },
  Canary: {
    heading: 'The canary did not arrive',
    impact: 'Events may reach nobody: no mails, no audit entries, no subscribers, though registrations seem to work.',
  },
  Late: {
    heading: 'Events are published late',
    impact: 'Mails, audit entries and subscribers are behind what has happened by this much.',
  },
  Failed: {
    heading: 'Executions fail',
    impact: 'Far more people than usual are refused or rolled back when they should be registered.',
  },
  TimedOut: {
    heading: 'Executions time out',
    impact:
      'Registrations ran for 10 minutes and were given up; whoever asked for them got no answer but "still running".',
  },
  Throttled: {
    heading: 'Executions are throttled',
    impact: 'Registrations begin late or not at once: a minute later the sweeper starts them.',
  },
  RollbackFailed: {
    heading: 'A rollback failed',
    impact: 'An account exists that should not; its e-mail address cannot be registered until somebody cleans up.',
  },
  RolledBack: {
    heading: 'Registrations are rolled back',
    impact: 'A person whose account was made already got none in the end.',
  },
  RolesPending: {
    heading: 'Roles are pending for over an hour',
    impact:
      'People can sign in and may do nothing: their roles are not given for more than an hour. No value: nobody sweeps.',
  },
  Api: {
    heading: 'The API answers with 5xx',
    impact: 'Requests fail for reasons that are ours; whoever sent them has to try again.',
  },
  FunctionFails: { heading: 'A function fails', impact: 'See the function.' },
  FunctionThrottled: { heading: 'A function is throttled', impact: 'See the function.' },
} as const satisfies Record<string, AlarmText>;
export type AlarmName = keyof typeof alarms;

/** The heading's address, as GitHub makes it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');

export const runbookOf = (name: AlarmName): string => `docs/runbook.md#${anchorOf(alarms[name].heading)}`;

/** What cdk-monitoring-constructs writes into an alarm's description. */
export const alarmProps = (name: AlarmName, impact: string = alarms[name].impact) => ({
  alarmDescriptionOverride: impact,
  runbookLink: runbookOf(name),
});
