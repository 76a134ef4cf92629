import { randomUUID } from 'node:crypto';
import {
  DeleteRuleCommand,
  type EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { EventMetadata } from '../../contracts/events/define-event.ts';
import { EVENT_SOURCE, type EventType } from '../../contracts/events/index.ts';
import type { Clients } from './clients.ts';

/** One event as the bus delivered it. */
export interface BusEvent {
  readonly type: EventType;
  readonly metadata: EventMetadata;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Follower {
  /** Of the rule and of the queue. */
  readonly name: string;
  /** The events since the last call; waits up to a second when there is none. */
  receive(): Promise<readonly BusEvent[]>;
  /** Removes the rule and the queue. */
  close(): Promise<void>;
}

interface Message {
  readonly Body?: string | undefined;
}

function eventOf({ Body = '{}' }: Message): BusEvent {
  const { 'detail-type': type, detail } = JSON.parse(Body);
  return { type, ...detail };
}

// The queue of a follower that was killed does not grow.
const TTL_SECONDS = '60';

async function openQueue(client: SQSClient, name: string): Promise<{ url: string; arn: string }> {
  const { QueueUrl: url = '' } = await client.send(
    new CreateQueueCommand({ QueueName: name, Attributes: { MessageRetentionPeriod: TTL_SECONDS } }),
  );
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  const arn = Attributes?.QueueArn ?? '';
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: arn,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
  return { url, arn };
}

async function openRule(client: EventBridgeClient, name: string, bus: string, queueArn: string): Promise<void> {
  const EventPattern = JSON.stringify({ source: [EVENT_SOURCE] });
  await client.send(new PutRuleCommand({ Name: name, EventBusName: bus, EventPattern }));
  const Targets = [{ Id: 'queue', Arn: queueArn }];
  await client.send(new PutTargetsCommand({ Rule: name, EventBusName: bus, Targets }));
}

async function receive(client: SQSClient, url: string): Promise<readonly BusEvent[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
  );
  if (Messages.length === 0) return [];
  const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
  return Messages.map(eventOf);
}

/** Follows the bus with a rule and a queue of its own, as any subscriber would. Close it when done. */
export async function followBus({ events, queues }: Clients, bus: string): Promise<Follower> {
  const name = `rollcall-follow-${randomUUID().slice(0, 8)}`;
  const { url, arn } = await openQueue(queues, name);
  await openRule(events, name, bus, arn);
  return {
    name,
    receive: () => receive(queues, url),
    close: async () => {
      await events.send(new RemoveTargetsCommand({ Rule: name, EventBusName: bus, Ids: ['queue'] }));
      await events.send(new DeleteRuleCommand({ Name: name, EventBusName: bus }));
      await queues.send(new DeleteQueueCommand({ QueueUrl: url }));
    },
  };
}
