/**
 * A mocked task answers or throws, the same at every try. (The emulator's mocks cannot answer after a throw;
 * test/faults tests the retries that help, with real tasks.)
 */
export type Mock = { readonly Return: unknown } | { readonly Throw: { Error: string; Cause: string } };

export interface Path {
  readonly name: string;
  /** By state; a state that is not listed has its answer in `happy`. */
  readonly tasks: Readonly<Record<string, Mock>>;
  /** The states entered, in order. */
  readonly states: readonly string[];
  readonly status: 'SUCCEEDED' | 'FAILED';
  /** The output, or the error. */
  readonly ends: object | string;
}

const registration = { registrationId: 'r', userId: 'u', email: 'ann@example.com', name: 'Ann', roles: ['user'] };
const user = { userId: 'u', email: 'ann@example.com', name: 'Ann', roles: ['user'], status: 'active' };
const pendingUser = { ...user, status: 'roles_pending' };
const failure = { type: 'role_not_found', message: 'There is no role named user.' };
const rollbackError = { type: 'identity_provider_error', message: 'AdminDeleteUser did not succeed.' };

const returns = (payload: unknown): Mock => ({ Return: { StatusCode: 200, Payload: payload } });
const throws: Mock = {
  Throw: { Error: 'Transient', Cause: JSON.stringify({ errorMessage: '503 AdminGetUser: InternalErrorException' }) },
};

/** Each task's answer on the path that registers the user. */
export const happy: Readonly<Record<string, Mock>> = {
  'Announce Attempt': { Return: { FailedEntryCount: 0, Entries: [{ EventId: 'e' }] } },
  'Reserve Registration': returns({ outcome: 'reserved', ...registration }),
  'Create User': returns({ outcome: 'created' }),
  'Assign Roles': returns({ outcome: 'assigned', user }),
  'Defer Roles': returns({ outcome: 'deferred', status: 503, user: pendingUser }),
  'Roll Back User': returns({ outcome: 'rolled_back', failure }),
  'Record Rollback Failure': returns({ outcome: 'recorded', failure, rollbackError }),
  'Call For Help': { Return: { FailedEntryCount: 0, Entries: [{ EventId: 'e' }] } },
};

const refusal = returns({ outcome: 'refused', failure });
const reserved = ['Announce Attempt', 'Reserve Registration', 'Reserved?'];
const created = [...reserved, 'Create User', 'User Created?'];
const assigned = [...created, 'Assign Roles', 'Roles Assigned?'];
const rolledBack = { status: 'FAILED', ends: 'RegistrationRolledBack' } as const;
const registered = { status: 'SUCCEEDED', ends: user } as const;

export const paths: readonly Path[] = [
  { name: 'registers the user', tasks: {}, states: [...assigned, 'User Registered'], ...registered },
  {
    name: 'registers the user although the bus does not take the attempt',
    tasks: { 'Announce Attempt': throws },
    states: [...assigned, 'User Registered'],
    ...registered,
  },
  {
    name: 'refuses a registration that cannot be reserved',
    tasks: { 'Reserve Registration': refusal },
    states: [...reserved, 'Registration Refused'],
    status: 'FAILED',
    ends: 'RegistrationRefused',
  },
  {
    name: 'rolls back when the user is refused',
    tasks: { 'Create User': refusal },
    states: [...created, 'Roll Back User', 'Registration Rolled Back'],
    ...rolledBack,
  },
  {
    name: 'rolls back when it is unknown whether the user was created',
    tasks: { 'Create User': throws },
    states: [...reserved, 'Create User', 'Roll Back User', 'Registration Rolled Back'],
    ...rolledBack,
  },
  {
    name: 'keeps the user and defers the roles when trying again does not help',
    tasks: { 'Assign Roles': throws },
    states: [...created, 'Assign Roles', 'Defer Roles', 'User Registered, Roles Pending'],
    status: 'SUCCEEDED',
    ends: pendingUser,
  },
  {
    name: 'rolls back when the roles are refused',
    tasks: { 'Assign Roles': refusal },
    states: [...assigned, 'Roll Back User', 'Registration Rolled Back'],
    ...rolledBack,
  },
  {
    name: 'records a rollback that failed',
    tasks: { 'Assign Roles': refusal, 'Roll Back User': throws },
    states: [...assigned, 'Roll Back User', 'Record Rollback Failure', 'Rollback Failed'],
    status: 'FAILED',
    ends: 'RollbackFailed',
  },
  {
    name: 'calls for help when the failed rollback cannot be recorded',
    tasks: { 'Assign Roles': refusal, 'Roll Back User': throws, 'Record Rollback Failure': throws },
    states: [...assigned, 'Roll Back User', 'Record Rollback Failure', 'Call For Help', 'Rollback Failed'],
    status: 'FAILED',
    ends: 'RollbackFailed',
  },
];
