import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** SQS's maximum a call. */
export const BATCH = 10;

// Long enough to send ten; the messages of a command that was killed are visible again after that.
const VISIBILITY_TIMEOUT_SECONDS = 60;

/** How many messages a queue has, those in flight included. */
export async function depthOf(client: SQSClient, url: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...AttributeNames] });
  const { Attributes = {} } = await client.send(command);
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

/** Up to ten messages, which no other consumer receives for a minute. */
export async function receive(client: SQSClient, url: string, limit: number): Promise<readonly Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: Math.min(BATCH, limit),
    VisibilityTimeout: VISIBILITY_TIMEOUT_SECONDS,
    // Without a wait, SQS may ask a subset of its servers that has no message.
    WaitTimeSeconds: 1,
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['All'],
  });
  return (await client.send(command)).Messages ?? [];
}

/** Makes messages visible again: the next consumer receives them. */
export async function release(client: SQSClient, url: string, messages: readonly Message[]): Promise<void> {
  for (let from = 0; from < messages.length; from += BATCH) {
    const Entries = messages.slice(from, from + BATCH).map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
  }
}

/** Up to `limit` messages, each once, which stay in the queue. Their receive counts grow by one. */
export async function peek(client: SQSClient, url: string, limit: number): Promise<readonly Message[]> {
  const all: Message[] = [];
  try {
    while (all.length < limit) {
      const messages = await receive(client, url, limit - all.length);
      if (messages.length === 0) break;
      all.push(...messages);
    }
  } finally {
    await release(client, url, all);
  }
  return all;
}

export async function send(client: SQSClient, url: string, body: string): Promise<void> {
  await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
}

export async function deleteMessage(client: SQSClient, url: string, { ReceiptHandle }: Message): Promise<void> {
  await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
}
