import { randomUUID } from 'node:crypto';
import {
  type _Record,
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { deleteMessage, receive } from '../../local/commands/dlq/messages.ts';
import { deadLetterQueue, listQueues } from '../../local/commands/dlq/queues.ts';
import { replay } from '../../local/commands/dlq/replay.ts';
import { type BusEvent, followBus } from '../../local/system/follow-bus.ts';
import { deadLettersAbout } from '../support/deployed/dead-letters.ts';
import { error, inject } from '../support/deployed/inject-fault.ts';
import { itemIn } from '../support/deployed/items.ts';
import { planRegistration, registerToTheEnd } from '../support/deployed/registration.ts';
import { clients, outputs } from '../support/deployed/system.ts';
import { eventually } from '../support/eventually.ts';

const system = { clients, outputs };
const ALL = 1_000;

async function send(queue: string, body: object): Promise<void> {
  const command = new SendMessageCommand({ QueueUrl: outputs.queues[queue], MessageBody: JSON.stringify(body) });
  await clients.queues.send(command);
}

/** Other tests count what is in a dead-letter queue. */
async function emptied(name: string): Promise<void> {
  const { url } = deadLetterQueue(outputs, name);
  for (const message of await receive(clients.queues, url, ALL)) await deleteMessage(clients.queues, url, message);
}

const endOfExecution = (registrationId: string) => ({
  'detail-type': 'Step Functions Execution Status Change',
  detail: {
    executionArn: `${outputs.stateMachineArn.replace(':stateMachine:', ':execution:')}:${registrationId}`,
    name: registrationId,
    status: 'ABORTED',
    input: JSON.stringify({ email: 'ann@example.com', name: 'Ann', roles: [] }),
  },
});

describe('a message that could not be handled', () => {
  it('is listed, shown, and handled by a replay once the cause is fixed', async () => {
    const registrationId = randomUUID();
    // It comes again after 60 s, where this test cannot wait.
    const Attributes = { VisibilityTimeout: '2' };
    await clients.queues.send(new SetQueueAttributesCommand({ QueueUrl: outputs.queues.finish, Attributes }));
    const outage = await inject({
      service: 'dynamodb',
      operation: 'GetItem',
      including: [registrationId],
      effect: error('InternalServerError'),
    });

    await send('finish', endOfExecution(registrationId));

    const [message] = await eventually('the message reaches the dead-letter queue', async () => {
      const found = await deadLettersAbout('finish', registrationId);
      return found.length > 0 ? found : undefined;
    });
    expect(message).toMatchObject({ kind: 'event', type: endOfExecution('')['detail-type'], registrationId });
    expect(JSON.stringify(message)).not.toContain('ann@example.com');
    const depths = await listQueues(system);
    expect(depths.find(({ queue }) => queue === 'finishDlq')?.messages).toBeGreaterThan(0);

    await outage.heal();
    expect(await replay(system, deadLetterQueue(outputs, 'finishDlq'), ALL)).toMatchObject({ remaining: [] });

    const record = await eventually('the registration is finished', () =>
      itemIn<{ readonly state: string }>('registrations', { pk: `REGISTRATION#${registrationId}` }),
    );
    expect(record.state).toBe('failed');
    expect(await deadLettersAbout('finish', registrationId)).toEqual([]);
  });
});

/** The journal's stream from its begin to the last row of an operation. */
async function rowsInStream(operationId: string) {
  const { streams } = clients;
  const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName: outputs.tables.journal }));
  const StreamArn = Streams[0]?.StreamArn ?? '';
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId ?? '';
  const first = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
  let { ShardIterator: iterator } = await streams.send(first);
  const rows: _Record[] = [];
  while (iterator !== undefined) {
    const answer = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
    rows.push(...(answer.Records ?? []));
    iterator = (answer.Records ?? []).length > 0 ? answer.NextShardIterator : undefined;
  }
  const own = rows.filter(({ dynamodb }) => dynamodb?.NewImage?.operationId?.S === operationId);
  return { StreamArn, ShardId, numbers: own.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '') };
}

const streamLetter = (StreamArn: string, shardId: string, start: string, end: string, batchSize: number) => ({
  requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 1000 },
  responseContext: { statusCode: 200, functionError: 'Unhandled' },
  DDBStreamBatchInfo: {
    shardId,
    startSequenceNumber: start,
    endSequenceNumber: end,
    batchSize,
    streamArn: StreamArn,
    approximateArrivalOfFirstRecord: '2026-11-22T10:00:00Z',
    approximateArrivalOfLastRecord: '2026-11-22T10:00:01Z',
  },
});

describe('unpublished rows of the journal', () => {
  it('are published by a replay, under their own ids', async () => {
    const plan = await planRegistration();
    expect((await registerToTheEnd(plan)).status).toBe(201);
    const { StreamArn, ShardId, numbers } = await rowsInStream(plan.registrationId);
    const last = numbers.at(-1) ?? '';
    await send('journalDlq', streamLetter(StreamArn, ShardId, last, last, 1));
    const follower = await followBus(clients, outputs.eventBusName);

    const result = await replay(system, deadLetterQueue(outputs, 'journal'), ALL);

    expect(result).toEqual({ queue: 'journalDlq', replayed: 1, dropped: 0, remaining: [] });
    const received: BusEvent[] = [];
    const event = await eventually('the event comes over the bus', async () => {
      received.push(...(await follower.receive()));
      return received.find(({ data }) => data.registrationId === plan.registrationId);
    }).finally(follower.close);
    expect(event.type).toBe('UserRegistered');
  });

  it('stay in the queue with the reason when the stream no longer has them', async () => {
    const { StreamArn, ShardId } = await rowsInStream('none');
    const mark = randomUUID();
    await send('journalDlq', { ...streamLetter(StreamArn, ShardId, '1', '2', 3), mark });

    const result = await replay(system, deadLetterQueue(outputs, 'journal'), ALL);

    expect(result.remaining).toMatchObject([{ reason: expect.stringContaining('the stream has deleted it') }]);
    expect(await deadLettersAbout('journal', mark)).toHaveLength(1);
    await emptied('journal');
  });
});
