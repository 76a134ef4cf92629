import { issueToken } from '../domain/mailed-tokens/issue.ts';
import { dynamo, kms } from '../platform/aws/clients.ts';
import { tokens } from '../platform/aws/mac-tokens.ts';
import { consumer } from '../platform/events/consumer.ts';
import { readEnvironment, systemClock } from '../platform/runtime.ts';
import { requestVerification } from './sign-up.ts';

const env = readEnvironment('sign-up/request-verification');

const issue = issueToken({
  client: dynamo(),
  tables: { tokens: env.TOKENS_TABLE, journal: env.JOURNAL_TABLE },
  tokens: tokens(kms(), env.TOKEN_KEY_ID),
});

export const handler = consumer(requestVerification(issue, systemClock));
