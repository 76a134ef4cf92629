import type { FunctionSpec } from './spec.ts';

const delayed = 'Registrations take longer. When this goes on, they end without a user or without roles.';

/** The registration workflow's tasks, the registrations API, and the recovery of registrations whose execution failed. */
export const registrationFunctions = {
  ReserveRegistration: {
    entry: 'registration/reserve-registration',
    impact: delayed,
    permissions: {
      registrations: ['GetItem', 'PutItem', 'UpdateItem'],
      access: ['BatchGetItem'],
      journal: ['PutItem'],
    },
  },
  CreateUser: {
    entry: 'registration/create-user',
    impact: delayed,
    permissions: {
      pool: ['AdminCreateUser', 'AdminDeleteUser'],
      registrations: ['GetItem', 'UpdateItem'],
      users: ['PutItem'],
      journal: ['PutItem'],
    },
  },
  AssignRoles: {
    entry: 'registration/assign-roles',
    impact: 'New users get their roles later, and have no permissions until then.',
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
    impact: delayed,
    permissions: {
      registrations: ['GetItem', 'UpdateItem'],
      users: ['UpdateItem'],
      journal: ['PutItem'],
    },
  },
  RollBackUser: {
    entry: 'registration/roll-back-user',
    impact: 'Users of failed registrations remain, and their e-mail addresses cannot be registered.',
    permissions: {
      pool: ['AdminDeleteUser'],
      registrations: ['GetItem', 'UpdateItem', 'DeleteItem'],
      users: ['DeleteItem'],
      journal: ['PutItem'],
    },
  },
  RecordRollbackFailure: {
    entry: 'registration/record-rollback-failure',
    impact: 'A failed rollback is not recorded, so operators do not learn that a user must be removed by hand.',
    permissions: {
      pool: ['AdminDisableUser'],
      registrations: ['GetItem', 'UpdateItem'],
      journal: ['PutItem'],
    },
  },
  ResumeRegistration: {
    entry: 'registration/resume',
    impact: 'Operators cannot resume registrations.',
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
    impact: 'Registrations whose execution failed wait for the sweeper.',
    permissions: {
      pool: ['AdminDeleteUser', 'AdminDisableUser'],
      registrations: ['GetItem', 'UpdateItem', 'DeleteItem'],
      users: ['UpdateItem', 'DeleteItem'],
      journal: ['PutItem'],
    },
  },
  SweepRegistrations: {
    entry: 'registration/sweep-registrations',
    impact: 'Deferred roles stay deferred, and registrations whose execution failed stay unfinished.',
    // A sweep ends before the next one starts, a minute later: two at once would do the same work.
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
    impact: 'Operators cannot register users through the API.',
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
