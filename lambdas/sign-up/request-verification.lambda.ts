import { KMSClient } from '@aws-sdk/client-kms';
import { issueToken } from '../domain/mailed-tokens/issue.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { tokens } from '../platform/aws/mac-tokens.ts';
import { clientSettings } from '../platform/aws/settings.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { consumer } from '../platform/events/consumer.ts';
import { requestVerification } from './request-verification.ts';

const env = readEnvironment('sign-up/request-verification');

const issue = issueToken({
  client: dynamo(),
  tables: { tokens: env.TOKENS_TABLE, journal: env.JOURNAL_TABLE },
  tokens: tokens(new KMSClient(clientSettings), env.TOKEN_KEY_ID),
});

export const handler = consumer(requestVerification(issue, systemClock));
