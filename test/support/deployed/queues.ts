import { DeleteMessageCommand, ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { clients, outputs } from './system.ts';

export type ConsumerName = 'audit' | 'logging' | 'mailer' | 'invitation' | 'cache' | 'sessions';

const urlOf = (name: string): string => {
  const url = outputs.queues[name];
  if (url === undefined) throw new Error(`outputs.json names no queue ${name}`);
  return url;
};

// A message that failed comes again after 60 s, where these tests cannot wait; 5 s still is longer
// than any consumer takes.
export const REDELIVERY_SECONDS = 5;

/** Has what failed come again soon. */
export async function hastenRedelivery(name: ConsumerName): Promise<void> {
  const Attributes = { VisibilityTimeout: String(REDELIVERY_SECONDS) };
  await clients.queues.send(new SetQueueAttributesCommand({ QueueUrl: urlOf(name), Attributes }));
}

/** Takes the first message with `text` in it out of a consumer's dead-letter queue; undefined when there is none. */
export async function takeDeadLetter(name: ConsumerName, text: string): Promise<string | undefined> {
  const QueueUrl = urlOf(`${name}Dlq`);
  const { Messages = [] } = await clients.queues.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
  );
  const found = Messages.find(({ Body }) => Body?.includes(text));
  if (found === undefined) return undefined;
  await clients.queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: found.ReceiptHandle }));
  return found.Body;
}
