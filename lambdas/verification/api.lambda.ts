import { issueToken, mailLink, makeToken } from '../domain/mailed-tokens/issue.ts';
import { findToken } from '../domain/mailed-tokens/token.ts';
import { findProfile } from '../domain/profiles.ts';
import { admissions } from '../domain/registration/workflow.ts';
import { confirmEmail } from '../domain/user-pool/users.ts';
import { api } from '../platform/api/api.ts';
import { cognito, dynamo, kms } from '../platform/aws/clients.ts';
import { tokens as keyedTokens } from '../platform/aws/mac-tokens.ts';
import { systemClock as clock, newId, readEnvironment, sleep } from '../platform/runtime.ts';
import { resendVerification, verifyEmail } from './verify-email.ts';

const env = readEnvironment('verification/api');
const client = dynamo();
const tables = { tokens: env.TOKENS_TABLE, users: env.USERS_TABLE, journal: env.JOURNAL_TABLE };
const tokens = keyedTokens(kms(), env.TOKEN_KEY_ID);
const profileOf = findProfile(client, tables.users);

export const handler = api({
  verifyEmail: verifyEmail({
    client,
    tables,
    find: findToken(client, tables.tokens, tokens),
    profileOf,
    confirmEmail: confirmEmail(cognito(), env.USER_POOL_ID),
    makeToken: makeToken(tokens, tables.tokens),
    clock,
    newId,
  }),
  resendVerification: resendVerification(
    { clock, sleep },
    mailLink({
      holderOf: admissions(client, env.REGISTRATIONS_TABLE).holderOf,
      profileOf,
      issue: issueToken({ client, tables, tokens }),
      clock,
      newId,
    }),
  ),
});
