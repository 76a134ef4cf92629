/** What each function calls, and how often the random schedules break it against the others. */
interface Called {
  readonly by: string;
  readonly operations: readonly string[];
  readonly weight: number;
}

const WRITE = 'TransactWriteItems';

/** A test keeps this list complete for the courses of scenarios.ts. */
export const callsByFunction: readonly Called[] = [
  { by: 'states', operations: ['PutEvents', 'Invoke'], weight: 8 },
  { by: 'registration/reserve-registration', operations: ['BatchGetItem', WRITE, 'GetItem'], weight: 2 },
  { by: 'registration/create-user', operations: ['AdminCreateUser', WRITE, 'GetItem', 'AdminDeleteUser'], weight: 8 },
  { by: 'registration/assign-roles', operations: ['AdminGetUser', WRITE, 'GetItem'], weight: 16 },
  { by: 'registration/defer-roles', operations: [WRITE, 'GetItem'], weight: 4 },
  { by: 'registration/roll-back-user', operations: ['UpdateItem', 'AdminDeleteUser', WRITE, 'GetItem'], weight: 8 },
  { by: 'registration/record-rollback-failure', operations: ['AdminDisableUser', 'GetItem', WRITE], weight: 2 },
  {
    by: 'registration/resume',
    operations: ['GetItem', 'AdminGetUser', WRITE, 'UpdateItem', 'AdminDeleteUser'],
    weight: 1,
  },
  {
    by: 'registration/finish-registration',
    operations: ['GetItem', WRITE, 'UpdateItem', 'AdminDeleteUser', 'AdminDisableUser'],
    weight: 2,
  },
  {
    by: 'registration/sweep-registrations',
    operations: ['Query', 'StartExecution', 'DescribeExecution', 'GetItem', WRITE, 'AdminGetUser', 'UpdateItem'],
    weight: 2,
  },
  {
    by: 'registration/api',
    operations: ['BatchGetItem', 'PutItem', 'StartExecution', 'GetItem', 'AdminGetUser', WRITE],
    weight: 2,
  },
  {
    by: 'accounts/api',
    operations: [
      'GetItem',
      'BatchGetItem',
      WRITE,
      'AdminGetUser',
      'AdminDeleteUser',
      'AdminDisableUser',
      'AdminEnableUser',
      'AdminUserGlobalSignOut',
    ],
    weight: 2,
  },
  {
    by: 'reconciliation/reconcile',
    operations: [
      'ListUsers',
      'BatchGetItem',
      'Query',
      'AdminGetUser',
      'AdminDeleteUser',
      'UpdateItem',
      'PutItem',
      WRITE,
    ],
    weight: 2,
  },
  { by: 'journal/publish-journal', operations: ['PutEvents'], weight: 3 },
  { by: 'audit/record-entry', operations: ['PutItem'], weight: 1 },
  { by: 'mail/send-mail', operations: ['UpdateItem', 'GetItem', 'SendEmail', WRITE, 'GenerateMac'], weight: 2 },
  { by: 'invitations/api', operations: ['GetItem', 'BatchGetItem', 'GenerateMac', WRITE], weight: 1 },
  { by: 'invitations/accept-invitation', operations: ['GetItem', 'BatchGetItem', WRITE], weight: 1 },
];
