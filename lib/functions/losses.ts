import type { FunctionName } from './index.ts';

export type WatchedFunction = FunctionName | 'PreTokenGeneration' | 'CustomChallenge' | 'SendCanary';

const registrations = 'Registrations take longer, and end without a user or without her roles when it goes on.';

/** What a person loses while a function fails or is throttled. */
export const functionImpacts: Readonly<Record<WatchedFunction, string>> = {
  ReserveRegistration: registrations,
  CreateUser: registrations,
  AssignRoles: 'New users get their roles later, and may do nothing until then.',
  DeferRoles: registrations,
  RollBackUser: 'Accounts of failed registrations stay, and their e-mail addresses cannot be registered.',
  RecordRollbackFailure: 'A failed rollback is not recorded: nobody knows that somebody has to clean up.',
  ResumeRegistration: 'Operators cannot resume registrations by hand.',
  FinishRegistration: 'Registrations whose workflow died wait for the sweeper.',
  SweepRegistrations: 'Pending roles stay pending, and registrations whose workflow died stay unfinished.',
  RegistrationApi: 'Nobody can be registered by the API.',
  AccountsApi: 'Operators cannot see, disable, enable or delete users.',
  Reconcile: 'Accounts that nobody knows of go unnoticed.',
  Authorizer: 'Nobody gets into the API.',
  AccessApi: 'Nobody can be given a role, and none can be taken away.',
  SignUpApi: 'Nobody can sign up.',
  RequestVerification: 'People who signed up get the mail with their link late, and cannot log in until then.',
  VerificationApi: 'People who signed up cannot show that their address is theirs, and cannot log in.',
  PasswordsApi: 'Nobody can reset or change a password.',
  LoginApi: 'Nobody can log in with a password, and sessions of API clients end with their access token.',
  ExternalLoginApi: 'Nobody can log in by an external provider.',
  CustomChallenge: 'Nobody can log in by an external provider.',
  SessionsApi: 'Nobody can log out or see sessions.',
  InvalidateCache:
    'Others who keep decisions of ours hear late that they are void; Rollcall itself keeps none that is.',
  EndSessions:
    'People whose sessions were ended stay signed in to the pool, where they may do nothing, and the records do not say it.',
  PublishJournal: 'Events come late or not at all: mails, audit entries, subscribers.',
  RecordEntry: 'The audit trail is behind.',
  AuditApi: 'Nobody can read the audit trail.',
  LogEvent: 'The event log is behind.',
  SendMail: 'Welcomes, invitations and notices to operators come late.',
  InvitationsApi: 'Nobody can be invited.',
  AcceptInvitation: 'People who registered by invitation wait for what they were invited to.',
  HealthApi: 'Monitors outside take Rollcall for down, and its API description cannot be read.',
  PreTokenGeneration: 'Nobody can sign in.',
  SendCanary: 'Nothing yet: whether events arrive is not being proved.',
};
