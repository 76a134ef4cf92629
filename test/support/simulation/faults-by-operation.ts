import { type Effect, STATES } from './fault.ts';

/**
 * What each call may be answered with, in one table.
 * transient    trying again helps, nothing happened
 * ambiguous    it may have taken effect: the call is done, and not done, and answered with this error
 * definitive   trying again cannot help: neither does it matter who looks
 * operator     configuration, permission, quota
 */
interface Errors {
  readonly transient?: readonly string[];
  readonly ambiguous?: readonly string[];
  readonly definitive?: readonly string[];
  readonly operator?: readonly string[];
}

const LOST = 'TimeoutError';

const cognito = {
  transient: ['TooManyRequestsException'],
  ambiguous: ['InternalErrorException', 'ServiceUnavailableException', LOST],
  definitive: ['InvalidParameterException'],
  operator: ['NotAuthorizedException', 'ResourceNotFoundException', 'AccessDeniedException', 'ExpiredTokenException'],
} satisfies Errors;

const dynamo = {
  transient: ['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded'],
  ambiguous: ['InternalServerError', LOST],
  definitive: ['ValidationException'],
  operator: ['ResourceNotFoundException', 'AccessDeniedException', 'ExpiredTokenException'],
} satisfies Errors;

const dynamoWrite = {
  ...dynamo,
  transient: [...dynamo.transient, 'TransactionConflictException', 'ReplicatedWriteConflictException'],
} satisfies Errors;

const kms = {
  transient: ['ThrottlingException'],
  ambiguous: ['KMSInternalException', 'DependencyTimeoutException', LOST],
  operator: ['DisabledException', 'NotFoundException', 'AccessDeniedException'],
} satisfies Errors;

const putEvents = {
  transient: ['ThrottlingException'],
  ambiguous: ['InternalException', LOST],
  operator: ['AccessDeniedException'],
} satisfies Errors;

const stepFunctions = {
  transient: ['ThrottlingException', 'ExecutionLimitExceeded'],
  ambiguous: ['ServiceUnavailableException', LOST],
  definitive: ['InvalidExecutionInput'],
  operator: ['StateMachineDoesNotExist', 'AccessDeniedException'],
} satisfies Errors;

/** Every call that the product makes, by wire name. `Invoke` is a task of the state machine. */
export const errorsByOperation: Readonly<Record<string, Errors>> = {
  GetItem: dynamo,
  BatchGetItem: dynamo,
  Query: dynamo,
  PutItem: dynamoWrite,
  UpdateItem: dynamoWrite,
  DeleteItem: dynamoWrite,
  TransactWriteItems: dynamoWrite,
  AdminCreateUser: {
    ...cognito,
    ambiguous: [
      ...cognito.ambiguous,
      'CodeDeliveryFailureException',
      'UnexpectedLambdaException',
      'InvalidLambdaResponseException',
    ],
    definitive: [
      ...cognito.definitive,
      'AliasExistsException',
      'InvalidPasswordException',
      'UserLambdaValidationException',
      'UnsupportedUserStateException',
    ],
  },
  // Inside the propagation budget after our own create; for good it is a user who was deleted.
  AdminGetUser: { ...cognito, transient: [...cognito.transient, 'UserNotFoundException'] },
  ListUsers: cognito,
  AdminDeleteUser: cognito,
  AdminDisableUser: cognito,
  AdminEnableUser: cognito,
  AdminUserGlobalSignOut: cognito,
  PutEvents: putEvents,
  StartExecution: stepFunctions,
  DescribeExecution: stepFunctions,
  SendEmail: {
    transient: ['Throttling'],
    ambiguous: ['InternalFailure', LOST],
    definitive: ['MessageRejected'],
    operator: ['MailFromDomainNotVerifiedException', 'ConfigurationSetDoesNotExist', 'AccountSendingPausedException'],
  },
  GenerateMac: kms,
  Invoke: {
    transient: ['Lambda.TooManyRequestsException'],
    ambiguous: [
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.Unknown',
      'Sandbox.Timedout',
      'States.Timeout',
    ],
  },
};

/** An effect, and whether it passes: a single one must not change how a registration ends. */
export interface Case {
  readonly effect: Effect;
  readonly passes: boolean;
}

const refused = (names: readonly string[] = [], passes: boolean): readonly Case[] =>
  names.map((name) => ({ effect: { kind: 'error', name }, passes }));

const cancelled = (code: string, passes: boolean): Case => ({
  effect: {
    kind: 'error',
    name: 'TransactionCanceledException',
    fields: { CancellationReasons: [{ Code: 'None' }, { Code: code }] },
  },
  passes,
});

const entries = (code: string, which: 'all' | 'first' | 'odd'): Case => ({
  effect: { kind: 'refused-entries', which, code },
  passes: true,
});

/** What only some operations know. */
const special: Readonly<Record<string, readonly Case[]>> = {
  TransactWriteItems: [
    cancelled('TransactionConflict', true),
    cancelled('ThrottlingError', true),
    cancelled('ValidationError', false),
  ],
  BatchGetItem: [{ effect: { kind: 'unprocessed' }, passes: true }],
  PutEvents: [
    entries('InternalFailure', 'all'),
    entries('ThrottlingException', 'odd'),
    entries('InternalFailure', 'first'),
    entries('MalformedDetail', 'first'),
    entries('AccessDeniedException', 'all'),
  ],
};

// A late call lands while the next try waits, while it runs, or when all is over.
const LATE_MS = [10_100, 10_530, 90_000];
const ZOMBIE_MS = [10, 500, 9_000];

/** What may become of the function that makes the call. */
const accidents: readonly Case[] = [
  { effect: { kind: 'crash', when: 'before' }, passes: true },
  { effect: { kind: 'crash', when: 'after' }, passes: true },
  ...LATE_MS.map((ms): Case => ({ effect: { kind: 'late', ms }, passes: true })),
  ...ZOMBIE_MS.map((ms): Case => ({ effect: { kind: 'zombie', ms }, passes: true })),
];

// SES is tried once (lambdas/mail/ses.ts), Step Functions' own calls are not the SDK's.
const isRepeatedBySdk = (by: string, operation: string): boolean => by !== STATES && operation !== 'SendEmail';

/** Every effect that a call of this function may meet. */
export function casesOf(by: string, operation: string): readonly Case[] {
  const errors = errorsByOperation[operation];
  if (errors === undefined) throw new Error(`the table of faults does not know ${operation}`);
  const { transient, ambiguous = [], definitive, operator } = errors;
  return [
    ...refused(transient, true),
    ...refused(ambiguous, true),
    ...ambiguous.map((name): Case => ({ effect: { kind: 'ambiguous', name }, passes: true })),
    ...refused(definitive, false),
    ...refused(operator, false),
    ...(special[operation] ?? []),
    ...(isRepeatedBySdk(by, operation) ? [{ effect: { kind: 'repeated' }, passes: true } as const] : []),
    ...(by === STATES ? [] : accidents),
  ];
}
