import { KMSClient } from '@aws-sdk/client-kms';
import { dynamo } from '../platform/aws/dynamo.ts';
import { tokens } from '../platform/aws/mac-tokens.ts';
import { clientSettings } from '../platform/aws/settings.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { consumer } from '../platform/events/consumer.ts';
import { newId } from '../platform/ids.ts';
import { composer } from './compose.ts';
import { sendMail } from './send-mail.ts';
import { sesClient, sesDelivery } from './ses.ts';
import { intentStore } from './store.ts';

const env = readEnvironment('mail/send-mail');

const send = sendMail({
  compose: composer({
    tokens: tokens(new KMSClient(clientSettings), env.TOKEN_KEY_ID),
    appUrl: env.APP_URL,
    operators: env.OPERATORS_ADDRESS,
  }),
  store: intentStore(dynamo(), { mail: env.MAIL_TABLE, journal: env.JOURNAL_TABLE }),
  deliver: sesDelivery(sesClient(), env.MAIL_SENDER),
  clock: systemClock,
  newId,
});

export const handler = consumer(send);
