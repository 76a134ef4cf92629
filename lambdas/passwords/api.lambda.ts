import { KMSClient } from '@aws-sdk/client-kms';
import { readAuthorization } from '../domain/authorization/authorization.ts';
import { findToken } from '../domain/mailed-tokens/find.ts';
import { issueToken } from '../domain/mailed-tokens/issue.ts';
import { mailLink } from '../domain/mailed-tokens/mail-link.ts';
import { refuseWeak } from '../domain/password-strength/refuse-weak.ts';
import { findProfile } from '../domain/profiles.ts';
import { admissions } from '../domain/registration/admission.ts';
import { dataKeys } from '../domain/sessions/data-keys.ts';
import { openSession } from '../domain/sessions/open-session.ts';
import { listOpenSessions } from '../domain/sessions/open-sessions.ts';
import { sessionStore } from '../domain/sessions/store.ts';
import { vault } from '../domain/sessions/vault.ts';
import { countFailure } from '../domain/throttles/store.ts';
import { poolEmail } from '../domain/user-pool/email.ts';
import { poolPassword } from '../domain/user-pool/password.ts';
import { signIns } from '../domain/user-pool/sign-in.ts';
import { api } from '../platform/api/api.ts';
import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { tokens as keyedTokens } from '../platform/aws/mac-tokens.ts';
import { clientSettings } from '../platform/aws/settings.ts';
import { systemClock as clock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { newId } from '../platform/ids.ts';
import { sleep } from '../platform/sleep.ts';
import { changePassword } from './change-password.ts';
import { changeStore } from './change-store.ts';
import { checkPassword } from './check-password.ts';
import { forgotPassword } from './forgot-password.ts';
import { resetPassword } from './reset-password.ts';
import { resetStore } from './reset-store.ts';
import { signOutAll } from './sign-out-all.ts';

const env = readEnvironment('passwords/api');
const client = dynamo();
const pool = cognito();
const tables = {
  tokens: env.TOKENS_TABLE,
  users: env.USERS_TABLE,
  throttles: env.THROTTLES_TABLE,
  journal: env.JOURNAL_TABLE,
};
const present = { clock, newId };
const kms = new KMSClient(clientSettings);
const tokens = keyedTokens(kms, env.TOKEN_KEY_ID);
const profileOf = findProfile(client, tables.users);
const authorizationOf = readAuthorization(client, env.ACCESS_TABLE);
const signOut = signOutAll({
  accessTable: env.ACCESS_TABLE,
  authorizationOf,
  list: listOpenSessions(sessionStore(client, env.SESSIONS_TABLE), authorizationOf),
  clock,
});
const { holderOf } = admissions(client, env.REGISTRATIONS_TABLE);
const setPassword = poolPassword(pool, env.USER_POOL_ID);
const { byPassword: signIn } = signIns(pool, env.USER_POOL_ID, env.USER_POOL_CLIENT_ID);
const open = openSession({
  vault: vault(dataKeys(kms, env.SESSION_KEY_ID, clock)),
  sessionsTable: env.SESSIONS_TABLE,
  cookieName: env.SESSION_COOKIE,
});

export const handler = api({
  forgotPassword: forgotPassword(
    { clock, sleep },
    mailLink({ ...present, holderOf, profileOf, issue: issueToken({ client, tables, tokens }) }),
  ),
  resetPassword: resetPassword({
    ...present,
    find: findToken(client, tables.tokens, tokens),
    profileOf,
    store: resetStore(client, tables, signOut),
    setPassword,
    confirmInPool: poolEmail(pool, env.USER_POOL_ID),
    refuseWeak,
  }),
  changePassword: changePassword({
    ...present,
    profileOf,
    check: checkPassword({
      client,
      throttlesTable: tables.throttles,
      signIn,
      countFailure: countFailure(client, tables.throttles),
      clock,
    }),
    store: changeStore({ client, tables, signOutAll: signOut, open, newId }),
    setPassword,
    signIn,
    refuseWeak,
  }),
});
