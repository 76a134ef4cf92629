import { describe, expect, it } from 'vitest';
import { functions } from '../../lib/functions.ts';
import { type Resource, type Statement, statementsOf, templateOf } from './template.ts';

/** What each function may do, by resource; the services' names are left out. */
const allowed: Record<string, Record<string, string>> = {
  PreTokenGeneration: { Access: 'GetItem' },
  CustomChallenge: { TokenKey: 'GenerateMac' },
  ReserveRegistration: { Registrations: 'GetItem PutItem UpdateItem', Access: 'BatchGetItem', Journal: 'PutItem' },
  CreateUser: {
    Pool: 'AdminCreateUser AdminDeleteUser',
    Registrations: 'GetItem UpdateItem',
    Users: 'PutItem',
    Journal: 'PutItem',
  },
  AssignRoles: {
    Pool: 'AdminGetUser',
    Registrations: 'GetItem UpdateItem',
    Users: 'UpdateItem',
    Access: 'ConditionCheckItem PutItem UpdateItem',
    Journal: 'PutItem',
  },
  DeferRoles: { Registrations: 'GetItem UpdateItem', Users: 'UpdateItem', Journal: 'PutItem' },
  RollBackUser: {
    Pool: 'AdminDeleteUser',
    Registrations: 'DeleteItem GetItem UpdateItem',
    Users: 'DeleteItem',
    Journal: 'PutItem',
  },
  RecordRollbackFailure: { Pool: 'AdminDisableUser', Registrations: 'GetItem UpdateItem', Journal: 'PutItem' },
  ResumeRegistration: {
    Pool: 'AdminDeleteUser AdminGetUser',
    Registrations: 'DeleteItem GetItem UpdateItem',
    Users: 'DeleteItem UpdateItem',
    Access: 'ConditionCheckItem PutItem UpdateItem',
    Journal: 'PutItem',
  },
  RegistrationApi: {
    RegisterUserMachine: 'StartExecution',
    Pool: 'AdminGetUser',
    Registrations: 'GetItem PutItem UpdateItem',
    Users: 'UpdateItem',
    Access: 'BatchGetItem ConditionCheckItem PutItem UpdateItem',
    Journal: 'PutItem',
  },
  FinishRegistration: {
    Pool: 'AdminDeleteUser AdminDisableUser',
    Registrations: 'DeleteItem GetItem UpdateItem',
    Users: 'DeleteItem UpdateItem',
    Journal: 'PutItem',
    FinishQueue: 'DeleteMessage GetQueueAttributes ReceiveMessage',
  },
  SweepRegistrations: {
    RegisterUserMachine: 'StartExecution',
    'arn:AWS::Partition:states:AWS::Region:AWS::AccountId:execution:RegisterUserMachine:*': 'DescribeExecution',
    Pool: 'AdminDeleteUser AdminDisableUser AdminGetUser',
    Registrations: 'DeleteItem GetItem UpdateItem',
    'Registrations/index/byDue': 'Query',
    Users: 'DeleteItem UpdateItem',
    Access: 'ConditionCheckItem PutItem UpdateItem',
    Journal: 'PutItem',
    SweepDlq: 'GetQueueAttributes GetQueueUrl SendMessage',
  },
  AccountsApi: {
    Pool: 'AdminDeleteUser AdminDisableUser AdminEnableUser AdminGetUser AdminUserGlobalSignOut',
    Users: 'DeleteItem GetItem UpdateItem',
    'Users/index/byCreation': 'Query',
    Registrations: 'DeleteItem UpdateItem',
    Access: 'BatchGetItem DeleteItem GetItem UpdateItem',
    Journal: 'PutItem',
  },
  Reconcile: {
    Pool: 'AdminDeleteUser AdminGetUser ListUsers',
    Registrations: 'BatchGetItem DeleteItem PutItem UpdateItem',
    Users: 'BatchGetItem DeleteItem',
    'Users/index/byCreation': 'Query',
    Access: 'BatchGetItem DeleteItem',
    Journal: 'PutItem',
    ReconciliationDlq: 'GetQueueAttributes GetQueueUrl SendMessage',
  },
  Authorizer: { Access: 'BatchGetItem GetItem' },
  InvalidateCache: { Journal: 'PutItem', CacheQueue: 'DeleteMessage GetQueueAttributes ReceiveMessage' },
  EndSessions: {
    Pool: 'AdminUserGlobalSignOut',
    Journal: 'GetItem PutItem',
    SessionsQueue: 'DeleteMessage GetQueueAttributes ReceiveMessage',
  },
  AccessApi: {
    Access: 'BatchGetItem ConditionCheckItem DeleteItem GetItem PutItem UpdateItem',
    'Access/index/byList': 'Query',
    Users: 'ConditionCheckItem GetItem',
    Journal: 'GetItem PutItem',
  },
  SignUpApi: {
    Registrations: 'GetItem PutItem',
    Users: 'UpdateItem',
    Journal: 'PutItem',
    RegisterUserMachine: 'StartExecution',
    Pool: 'AdminSetUserPassword',
  },
  VerificationApi: {
    Tokens: 'GetItem PutItem UpdateItem',
    Registrations: 'GetItem',
    Users: 'GetItem UpdateItem',
    Journal: 'PutItem',
    Pool: 'AdminUpdateUserAttributes',
    TokenKey: 'GenerateMac',
  },
  PasswordsApi: {
    Tokens: 'GetItem PutItem UpdateItem',
    Sessions: 'GetItem PutItem UpdateItem',
    'Sessions/index/byUser': 'Query',
    Registrations: 'GetItem',
    Users: 'GetItem UpdateItem',
    Access: 'GetItem UpdateItem',
    Journal: 'PutItem',
    Throttles: 'DeleteItem GetItem UpdateItem',
    Pool: 'AdminInitiateAuth AdminSetUserPassword',
    TokenKey: 'GenerateMac',
    SessionKey: 'Decrypt GenerateDataKey',
  },
  LoginApi: {
    Sessions: 'GetItem PutItem UpdateItem',
    Registrations: 'BatchGetItem',
    Users: 'BatchGetItem',
    Access: 'BatchGetItem GetItem UpdateItem',
    Journal: 'PutItem',
    Throttles: 'BatchGetItem ConditionCheckItem UpdateItem',
    Pool: 'AdminInitiateAuth',
    SessionKey: 'Decrypt GenerateDataKey',
  },
  ExternalLoginApi: {
    Sessions: 'PutItem',
    Registrations: 'GetItem PutItem',
    Users: 'GetItem UpdateItem',
    Access: 'GetItem',
    Journal: 'PutItem',
    Throttles: 'BatchGetItem UpdateItem',
    RegisterUserMachine: 'StartExecution',
    Pool: 'AdminInitiateAuth AdminRespondToAuthChallenge',
    TokenKey: 'GenerateMac',
    SessionKey: 'GenerateDataKey',
  },
  SessionsApi: {
    Sessions: 'GetItem UpdateItem',
    'Sessions/index/byUser': 'Query',
    Users: 'GetItem',
    Access: 'GetItem UpdateItem',
    Journal: 'PutItem',
  },
  PublishJournal: {
    Bus: 'PutEvents',
    Journal: 'DescribeStream GetRecords GetShardIterator',
    JournalDlq: 'GetQueueAttributes GetQueueUrl SendMessage',
  },
  RecordEntry: { Audit: 'PutItem', AuditQueue: 'DeleteMessage GetQueueAttributes ReceiveMessage' },
  AuditApi: {
    'Audit/index/byAction': 'Query',
    'Audit/index/byActor': 'Query',
    'Audit/index/byTarget': 'Query',
    'Audit/index/byTargetType': 'Query',
    'Audit/index/byTime': 'Query',
  },
  LogEvent: { LoggingQueue: 'DeleteMessage GetQueueAttributes ReceiveMessage' },
  SendMail: {
    Mail: 'GetItem UpdateItem',
    Journal: 'PutItem',
    'arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:identity/Sender': 'SendEmail',
    TokenKey: 'GenerateMac',
    MailerQueue: 'DeleteMessage GetQueueAttributes ReceiveMessage',
  },
  InvitationsApi: {
    Invitations: 'GetItem PutItem',
    Access: 'BatchGetItem',
    Journal: 'PutItem',
    TokenKey: 'GenerateMac',
  },
  AcceptInvitation: {
    Invitations: 'DeleteItem GetItem UpdateItem',
    Users: 'ConditionCheckItem',
    Access: 'BatchGetItem ConditionCheckItem GetItem PutItem UpdateItem',
    Journal: 'PutItem',
    InvitationQueue: 'DeleteMessage GetQueueAttributes ReceiveMessage',
  },
  HealthApi: {},
};

/** X-Ray knows no resources: the one right that every function has on *, and what the publisher has there besides. */
const tracing = 'PutTelemetryRecords PutTraceSegments';
const onEverything: Record<string, string> = { PublishJournal: `ListStreams ${tracing}` };

const resources = (['Data', 'App', 'Watch'] as const).flatMap((kind) => templateOf('prod', kind).resources);
const ofType = (...types: string[]): readonly Resource[] => resources.filter(({ Type }) => types.includes(Type));

function byResource(statements: readonly Statement[]): Record<string, string> {
  const actions = new Map<string, string[]>();
  for (const statement of statements) {
    const names = statement.actions.map((action) => action.split(':')[1] ?? '');
    for (const resource of statement.resources) {
      actions.set(resource, [...(actions.get(resource) ?? []), ...names].sort());
    }
  }
  return Object.fromEntries([...actions].map(([resource, names]) => [resource, names.join(' ')]));
}

/** What the policies of the role named `<owner>Role` allow. */
function allowedTo(owner: string): Record<string, string> {
  const policies = ofType('AWS::IAM::Policy').filter(({ id }) => id.startsWith(`${owner}RoleDefaultPolicy`));
  return byResource(policies.flatMap(({ Properties }) => statementsOf(Properties.PolicyDocument)));
}

describe('permissions', () => {
  it.each(Object.keys(allowed))('lets %s do the least that it needs, and write its own log and traces', (name) => {
    const { [`${name}Log`]: log, '*': everything, ...rest } = allowedTo(name);

    expect(rest).toEqual(allowed[name]);
    expect(everything).toBe(onEverything[name] ?? tracing);
    expect(log).toBe('CreateLogStream PutLogEvents');
  });

  it('knows every function here', () => {
    expect(Object.keys(allowed).sort()).toEqual(
      ['PreTokenGeneration', 'CustomChallenge', ...Object.keys(functions)].sort(),
    );
  });

  it('gives every role to one function or machine, and attaches no managed policy', () => {
    const roles = ofType('AWS::IAM::Role');

    expect(roles).toHaveLength(ofType('AWS::Lambda::Function').length + 1);
    for (const role of roles) expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  it('allows no action by a wildcard, in roles, queues and keys alike', () => {
    const documents = resources.flatMap(({ Properties }) => [
      Properties?.PolicyDocument ?? Properties?.KeyPolicy ?? [],
    ]);
    const statements = documents.flat().flatMap((document) => document.Statement);
    const actions = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);

    expect(actions.length).toBeGreaterThan(60);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('lets nobody scan a table', () => {
    expect(templateOf('prod', 'App').text).not.toContain('dynamodb:Scan');
  });
});
