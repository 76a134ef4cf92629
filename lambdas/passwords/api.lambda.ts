import { readAuthorization } from '../domain/authorization/authorization.ts';
import { issueToken, mailLink } from '../domain/mailed-tokens/issue.ts';
import { findToken } from '../domain/mailed-tokens/token.ts';
import { refuseWeak } from '../domain/password-strength/refuse-weak.ts';
import { findProfile } from '../domain/profiles.ts';
import { admissions } from '../domain/registration/workflow.ts';
import { createSession } from '../domain/sessions/create-session.ts';
import { dataKeys, envelopeEncryption } from '../domain/sessions/envelope-encryption.ts';
import { listActiveSessions, sessionStore } from '../domain/sessions/store.ts';
import { countFailure } from '../domain/throttles/store.ts';
import { poolAuthentication } from '../domain/user-pool/sign-in.ts';
import { confirmEmail, setPassword } from '../domain/user-pool/users.ts';
import { api } from '../platform/api/api.ts';
import { cognito, dynamo, kms } from '../platform/aws/clients.ts';
import { tokens as keyedTokens } from '../platform/aws/mac-tokens.ts';
import { systemClock as clock, newId, readEnvironment, sleep } from '../platform/runtime.ts';
import { changePassword } from './change-password.ts';
import { forgotPassword, resetPassword } from './reset-password.ts';
import { signOutAll } from './sign-out-all.ts';

const env = readEnvironment('passwords/api');
const client = dynamo();
const pool = cognito();
const keys = kms();
const tokens = keyedTokens(keys, env.TOKEN_KEY_ID);
const tables = {
  tokens: env.TOKENS_TABLE,
  users: env.USERS_TABLE,
  throttles: env.THROTTLES_TABLE,
  journal: env.JOURNAL_TABLE,
};
const profileOf = findProfile(client, tables.users);
const authorizationOf = readAuthorization(client, env.ACCESS_TABLE);
const shared = {
  client,
  tables,
  profileOf,
  refuseWeak,
  setPassword: setPassword(pool, env.USER_POOL_ID),
  signOutAll: signOutAll({
    accessTable: env.ACCESS_TABLE,
    authorizationOf,
    list: listActiveSessions(sessionStore(client, env.SESSIONS_TABLE), authorizationOf),
    clock,
  }),
  clock,
  newId,
};

export const handler = api({
  forgotPassword: forgotPassword(
    { clock, sleep },
    mailLink({
      holderOf: admissions(client, env.REGISTRATIONS_TABLE).holderOf,
      profileOf,
      issue: issueToken({ client, tables, tokens }),
      clock,
      newId,
    }),
  ),
  resetPassword: resetPassword({
    ...shared,
    find: findToken(client, tables.tokens, tokens),
    confirmEmail: confirmEmail(pool, env.USER_POOL_ID),
  }),
  changePassword: changePassword({
    ...shared,
    signIn: poolAuthentication(pool, env.USER_POOL_ID, env.USER_POOL_CLIENT_ID).byPassword,
    countFailure: countFailure(client, tables.throttles),
    createSession: createSession({
      encryption: envelopeEncryption(dataKeys(keys, env.SESSION_KEY_ID, clock)),
      sessionsTable: env.SESSIONS_TABLE,
    }),
    cookieName: env.SESSION_COOKIE,
  }),
});
