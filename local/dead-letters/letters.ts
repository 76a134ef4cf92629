import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A message of a queue, as SQS hands it out. */
export type Letter = Message;

/** SQS's most a call. */
export const BATCH = 10;

// Long enough to send ten on; a command that was killed gives its messages back after that.
const HIDDEN_SECONDS = 60;

/** How many messages a queue holds, those in somebody's hands included. */
export async function depthOf(client: SQSClient, url: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...AttributeNames] });
  const { Attributes = {} } = await client.send(command);
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

/** Up to ten messages, which nobody else gets for a minute. */
export async function take(client: SQSClient, url: string, most: number): Promise<readonly Letter[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: Math.min(BATCH, most),
    VisibilityTimeout: HIDDEN_SECONDS,
    // An answer at once may come from a part of the queue that holds nothing.
    WaitTimeSeconds: 1,
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['All'],
  });
  return (await client.send(command)).Messages ?? [];
}

/** Gives messages back: whoever asks next gets them again. */
export async function giveBack(client: SQSClient, url: string, letters: readonly Letter[]): Promise<void> {
  for (let from = 0; from < letters.length; from += BATCH) {
    const Entries = letters.slice(from, from + BATCH).map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
  }
}

/** Up to `most` messages, each once, all of them given back. Their receive counts grow by one. */
export async function look(client: SQSClient, url: string, most: number): Promise<readonly Letter[]> {
  const seen: Letter[] = [];
  try {
    while (seen.length < most) {
      const letters = await take(client, url, most - seen.length);
      if (letters.length === 0) break;
      seen.push(...letters);
    }
  } finally {
    await giveBack(client, url, seen);
  }
  return seen;
}

export async function send(client: SQSClient, url: string, body: string): Promise<void> {
  await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
}

export async function drop(client: SQSClient, url: string, { ReceiptHandle }: Letter): Promise<void> {
  await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
}
