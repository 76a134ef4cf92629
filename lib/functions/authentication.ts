import type { FunctionSpec } from './spec.ts';

/** How people get in: signing up, verifying, passwords, sessions. */
export const signInFunctions = {
  SignUpApi: {
    entry: 'sign-up/api',
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
    permissions: { tokens: ['PutItem'], journal: ['PutItem'], tokenKey: ['GenerateMac'] },
  },
  VerificationApi: {
    entry: 'verification/api',
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
    // Up to 8 s for a registration, besides up to 3 for the provider's keys; the gateway gives up at 30.
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
    permissions: {
      sessions: ['GetItem', 'UpdateItem'],
      'sessions.indexes': ['Query'],
      users: ['GetItem'],
      access: ['GetItem', 'UpdateItem'],
      journal: ['PutItem'],
    },
  },
} as const satisfies Record<string, FunctionSpec>;
