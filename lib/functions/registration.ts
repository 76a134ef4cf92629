import type { FunctionSpec } from './spec.ts';

/** What registers: the workflow's tasks, the API, and what finishes a registration that nothing else will. */
export const registrationFunctions = {
  ReserveRegistration: {
    entry: 'registration/reserve-registration',
    permissions: {
      registrations: ['GetItem', 'PutItem', 'UpdateItem'],
      access: ['BatchGetItem'],
      journal: ['PutItem'],
    },
  },
  CreateUser: {
    entry: 'registration/create-user',
    permissions: {
      pool: ['AdminCreateUser', 'AdminDeleteUser'],
      registrations: ['GetItem', 'UpdateItem'],
      users: ['PutItem'],
      journal: ['PutItem'],
    },
  },
  AssignRoles: {
    entry: 'registration/assign-roles',
    permissions: {
      pool: ['AdminGetUser'],
      registrations: ['GetItem', 'UpdateItem'],
      users: ['UpdateItem'],
      access: ['PutItem', 'UpdateItem', 'ConditionCheckItem'],
      journal: ['PutItem'],
    },
  },
  DeferRoles: {
    entry: 'registration/defer-roles',
    permissions: {
      registrations: ['GetItem', 'UpdateItem'],
      users: ['UpdateItem'],
      journal: ['PutItem'],
    },
  },
  RollBackUser: {
    entry: 'registration/roll-back-user',
    permissions: {
      pool: ['AdminDeleteUser'],
      registrations: ['GetItem', 'UpdateItem', 'DeleteItem'],
      users: ['DeleteItem'],
      journal: ['PutItem'],
    },
  },
  RecordRollbackFailure: {
    entry: 'registration/record-rollback-failure',
    permissions: {
      pool: ['AdminDisableUser'],
      registrations: ['GetItem', 'UpdateItem'],
      journal: ['PutItem'],
    },
  },
  ResumeRegistration: {
    entry: 'registration/resume',
    permissions: {
      pool: ['AdminGetUser', 'AdminDeleteUser'],
      registrations: ['GetItem', 'UpdateItem', 'DeleteItem'],
      users: ['UpdateItem', 'DeleteItem'],
      access: ['PutItem', 'UpdateItem', 'ConditionCheckItem'],
      journal: ['PutItem'],
    },
  },
  FinishRegistration: {
    entry: 'registration/finish-registration',
    permissions: {
      pool: ['AdminDeleteUser', 'AdminDisableUser'],
      registrations: ['GetItem', 'UpdateItem', 'DeleteItem'],
      users: ['UpdateItem', 'DeleteItem'],
      journal: ['PutItem'],
    },
  },
  SweepRegistrations: {
    entry: 'registration/sweep-registrations',
    // A sweep has ended before the next begins, a minute later: two of them would do the same work.
    timeoutSeconds: 50,
    permissions: {
      machine: ['StartExecution'],
      executions: ['DescribeExecution'],
      pool: ['AdminGetUser', 'AdminDeleteUser', 'AdminDisableUser'],
      registrations: ['GetItem', 'UpdateItem', 'DeleteItem'],
      'registrations.indexes': ['Query'],
      users: ['UpdateItem', 'DeleteItem'],
      access: ['PutItem', 'UpdateItem', 'ConditionCheckItem'],
      journal: ['PutItem'],
    },
  },
  RegistrationApi: {
    entry: 'registration/api',
    permissions: {
      machine: ['StartExecution'],
      pool: ['AdminGetUser'],
      registrations: ['GetItem', 'PutItem', 'UpdateItem'],
      users: ['UpdateItem'],
      access: ['BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      journal: ['PutItem'],
    },
  },
} as const satisfies Record<string, FunctionSpec>;
