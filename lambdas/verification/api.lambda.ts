import { KMSClient } from '@aws-sdk/client-kms';
import { findToken } from '../domain/mailed-tokens/find.ts';
import { issueToken, makeToken } from '../domain/mailed-tokens/issue.ts';
import { mailLink } from '../domain/mailed-tokens/mail-link.ts';
import { findProfile } from '../domain/profiles.ts';
import { admissions } from '../domain/registration/admission.ts';
import { poolEmail } from '../domain/user-pool/email.ts';
import { api } from '../platform/api/api.ts';
import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { tokens as keyedTokens } from '../platform/aws/mac-tokens.ts';
import { clientSettings } from '../platform/aws/settings.ts';
import { systemClock as clock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { newId } from '../platform/ids.ts';
import { sleep } from '../platform/sleep.ts';
import { resendVerification } from './resend-verification.ts';
import { planVerification } from './verification-plan.ts';
import { verifyEmail } from './verify-email.ts';

const env = readEnvironment('verification/api');
const client = dynamo();
const tables = { tokens: env.TOKENS_TABLE, users: env.USERS_TABLE, journal: env.JOURNAL_TABLE };
const tokens = keyedTokens(new KMSClient(clientSettings), env.TOKEN_KEY_ID);
const profileOf = findProfile(client, env.USERS_TABLE);
const { holderOf } = admissions(client, env.REGISTRATIONS_TABLE);

export const handler = api({
  verifyEmail: verifyEmail({
    client,
    tokensTable: tables.tokens,
    find: findToken(client, tables.tokens, tokens),
    profileOf,
    confirmInPool: poolEmail(cognito(), env.USER_POOL_ID),
    plan: planVerification({ tables, makeToken: makeToken(tokens, tables.tokens), newId }),
    clock,
    newId,
  }),
  resendVerification: resendVerification(
    { clock, sleep },
    mailLink({ holderOf, profileOf, issue: issueToken({ client, tables, tokens }), clock, newId }),
  ),
});
