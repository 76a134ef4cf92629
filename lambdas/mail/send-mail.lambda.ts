import { dynamo, kms } from '../platform/aws/clients.ts';
import { tokens } from '../platform/aws/mac-tokens.ts';
import { consumer } from '../platform/events/consumer.ts';
import { newId, readEnvironment, systemClock } from '../platform/runtime.ts';
import { composer } from './compose.ts';
import { sendMail } from './send-mail.ts';
import { sesClient, sesDelivery } from './ses.ts';
import { intentStore } from './store.ts';

const env = readEnvironment('mail/send-mail');

const send = sendMail({
  compose: composer({
    tokens: tokens(kms(), env.TOKEN_KEY_ID),
    appUrl: env.APP_URL,
    operators: env.OPERATORS_ADDRESS,
  }),
  store: intentStore(dynamo(), { mail: env.MAIL_TABLE, journal: env.JOURNAL_TABLE }),
  deliver: sesDelivery(sesClient(), env.MAIL_SENDER),
  clock: systemClock,
  newId,
});

export const handler = consumer(send);
