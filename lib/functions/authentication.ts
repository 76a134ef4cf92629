import type { FunctionSpec } from './spec.ts';

/** Sign-up, verification, passwords, log-in and sessions. */
export const authenticationFunctions = {
  SignUpApi: {
    entry: 'sign-up/api',
    impact: 'Users cannot sign up.',
    permissions: {
      registrations: ['GetItem', 'PutItem'],
      users: ['UpdateItem'],
      journal: ['PutItem'],
      machine: ['StartExecution'],
      pool: ['AdminSetUserPassword'],
    },
  },
  RequestVerification: {
    entry: 'sign-up/request-verification',
    impact: 'New users get their verification mail late, and cannot log in until then.',
    permissions: { tokens: ['PutItem'], journal: ['PutItem'], tokenKey: ['GenerateMac'] },
  },
  VerificationApi: {
    entry: 'verification/api',
    impact: 'New users cannot verify their e-mail address, and cannot log in.',
    permissions: {
      tokens: ['GetItem', 'PutItem', 'UpdateItem'],
      registrations: ['GetItem'],
      users: ['GetItem', 'UpdateItem'],
      journal: ['PutItem'],
      pool: ['AdminUpdateUserAttributes'],
      tokenKey: ['GenerateMac'],
    },
  },
  PasswordsApi: {
    entry: 'passwords/api',
    impact: 'Users can neither reset nor change their password.',
    permissions: {
      tokens: ['GetItem', 'PutItem', 'UpdateItem'],
      sessions: ['GetItem', 'PutItem', 'UpdateItem'],
      'sessions.indexes': ['Query'],
      registrations: ['GetItem'],
      users: ['GetItem', 'UpdateItem'],
      access: ['GetItem', 'UpdateItem'],
      journal: ['PutItem'],
      throttles: ['GetItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
      pool: ['AdminSetUserPassword', 'AdminUpdateUserAttributes', 'AdminInitiateAuth'],
      tokenKey: ['GenerateMac'],
      sessionKey: ['GenerateDataKey', 'Decrypt'],
    },
  },
  LoginApi: {
    entry: 'authentication/login',
    impact: 'Users cannot log in with a password, and API clients are logged out when their access token expires.',
    permissions: {
      sessions: ['GetItem', 'PutItem', 'UpdateItem'],
      registrations: ['BatchGetItem'],
      users: ['BatchGetItem'],
      access: ['GetItem', 'BatchGetItem', 'UpdateItem'],
      journal: ['PutItem'],
      throttles: ['BatchGetItem', 'UpdateItem', 'ConditionCheckItem'],
      pool: ['AdminInitiateAuth'],
      sessionKey: ['GenerateDataKey', 'Decrypt'],
    },
  },
  ExternalLoginApi: {
    entry: 'authentication/external-login',
    impact: 'Users cannot log in through an external provider.',
    // Up to 8 s for a registration and up to 3 s for the provider's keys. API Gateway times out after 30 s.
    timeoutSeconds: 25,
    permissions: {
      sessions: ['PutItem'],
      registrations: ['GetItem', 'PutItem'],
      users: ['BatchGetItem', 'UpdateItem'],
      access: ['BatchGetItem'],
      journal: ['PutItem'],
      throttles: ['BatchGetItem', 'UpdateItem'],
      machine: ['StartExecution'],
      pool: ['AdminInitiateAuth', 'AdminRespondToAuthChallenge'],
      tokenKey: ['GenerateMac'],
      sessionKey: ['GenerateDataKey'],
    },
  },
  SessionsApi: {
    entry: 'sessions/api',
    impact: 'Users can neither log out nor list their sessions.',
    permissions: {
      sessions: ['GetItem', 'UpdateItem'],
      'sessions.indexes': ['Query'],
      users: ['GetItem'],
      access: ['GetItem', 'UpdateItem'],
      journal: ['PutItem'],
    },
  },
  EndSessions: {
    entry: 'sessions/end-sessions',
    impact:
      'Users whose sessions were ended stay signed in to the user pool, without permissions, and the session records are out of date.',
    permissions: {
      sessions: ['UpdateItem'],
      'sessions.indexes': ['Query'],
      access: ['GetItem'],
      journal: ['GetItem', 'PutItem'],
      pool: ['AdminUserGlobalSignOut'],
    },
  },
} as const satisfies Record<string, FunctionSpec>;

/** The user pool's challenge triggers, for log-ins through an external provider. In the pool's stack, as above. */
export const customChallenge = {
  entry: 'authentication/custom-challenge',
  impact: 'Users cannot log in through an external provider.',
  permissions: { tokenKey: ['GenerateMac'] },
} as const satisfies FunctionSpec;
