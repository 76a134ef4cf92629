import { KMSClient } from '@aws-sdk/client-kms';
import { issueToken, mailLink, makeToken } from '../domain/mailed-tokens/issue.ts';
import { findToken } from '../domain/mailed-tokens/store.ts';
import { findProfile } from '../domain/profiles.ts';
import { admissions } from '../domain/registration/admission.ts';
import { confirmEmail } from '../domain/user-pool/users.ts';
import { api } from '../platform/api/api.ts';
import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { tokens as keyedTokens } from '../platform/aws/mac-tokens.ts';
import { clientSettings } from '../platform/aws/settings.ts';
import { systemClock as clock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { newId } from '../platform/ids.ts';
import { sleep } from '../platform/sleep.ts';
import { resendVerification, verifyEmail } from './verify-email.ts';

const env = readEnvironment('verification/api');
const client = dynamo();
const tables = { tokens: env.TOKENS_TABLE, users: env.USERS_TABLE, journal: env.JOURNAL_TABLE };
const tokens = keyedTokens(new KMSClient(clientSettings), env.TOKEN_KEY_ID);
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
