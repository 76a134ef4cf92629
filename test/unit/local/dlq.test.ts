import { GetQueueAttributesCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import type { CommandError } from '../../../local/command-error.ts';
import { describeMessage } from '../../../local/commands/dlq/describe.ts';
import { ageOf, depthLines, replayLines } from '../../../local/commands/dlq/lines.ts';
import { deadLetterQueue, deadLetterQueues } from '../../../local/commands/dlq/queues.ts';
import { replay } from '../../../local/commands/dlq/replay.ts';
import type { DeployedSystem } from '../../../local/system/find-system.ts';
import type { Outputs } from '../../../local/system/outputs.ts';

const outputs = {
  eventBusName: 'rollcall',
  queues: { audit: 'audit', auditDlq: 'audit-dlq', journalDlq: 'journal-dlq', sweepDlq: 'sweep-dlq' },
} as unknown as Outputs;

const event = {
  'detail-type': 'UserRegistered',
  detail: {
    metadata: { eventId: 'event-1', correlationId: 'cor-1' },
    data: { registrationId: 'reg-1', email: 'ann@example.com' },
  },
};

const message = (body: unknown, more: Partial<Message> = {}): Message => ({
  MessageId: 'message-1',
  ReceiptHandle: 'handle-1',
  Body: typeof body === 'string' ? body : JSON.stringify(body),
  Attributes: { SentTimestamp: '1795341600000', ApproximateReceiveCount: '4' },
  ...more,
});

describe('describeMessage', () => {
  it('returns ids without personal data, and the whole body on request', () => {
    const described = describeMessage(message(event));
    expect(described).toEqual({
      messageId: 'message-1',
      kind: 'event',
      type: 'UserRegistered',
      eventId: 'event-1',
      correlationId: 'cor-1',
      registrationId: 'reg-1',
      error: undefined,
      sentAt: '2026-11-22T10:00:00.000Z',
      receiveCount: 4,
    });
    expect(describeMessage(message(event), true).body).toContain('ann@example.com');
  });

  it('returns the reason of EventBridge for an event that it could not deliver', () => {
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    const MessageAttributes = { ERROR_CODE: text('NO_PERMISSIONS'), ERROR_MESSAGE: text('not allowed') };
    expect(describeMessage(message(event, { MessageAttributes })).error).toBe('NO_PERMISSIONS: not allowed');
  });

  it.each([
    ['run', { action: 'tick' }],
    ['run', { 'detail-type': 'Scheduled Event', detail: {} }],
    ['run', { requestContext: { condition: 'RetriesExhausted' }, responseContext: { functionError: 'Unhandled' } }],
    ['unreadable', 'no json'],
    ['unreadable', { anything: true }],
  ])('returns the kind %s for %j', (kind, body) => {
    expect(describeMessage(message(body)).kind).toBe(kind);
  });
});

describe('deadLetterQueue', () => {
  it('finds a queue with and without its ending', () => {
    expect(deadLetterQueue(outputs, 'audit')).toEqual(deadLetterQueue(outputs, 'auditDlq'));
    expect(deadLetterQueues(outputs).map(({ name }) => name)).toEqual(['auditDlq', 'journalDlq', 'sweepDlq']);
  });

  it('refuses an unknown name with exit code 2 and the known names', () => {
    const refused = () => deadLetterQueue(outputs, 'mail');
    expect(refused).toThrow('choose one of auditDlq, journalDlq, sweepDlq');
    expect(refused).toThrow(expect.objectContaining({ exitCode: 2 }) as unknown as CommandError);
  });
});

/** Queues in memory that record their calls. */
function fakeQueues(messages: readonly Message[], failing?: string) {
  const calls: string[] = [];
  const waiting = [...messages];
  const client = {
    send: async (command: object) => {
      const name = command.constructor.name.replace('Command', '');
      calls.push(name);
      if (name === failing) throw Object.assign(new Error('no'), { name: 'ServiceUnavailable' });
      if (command instanceof GetQueueAttributesCommand)
        return { Attributes: { ApproximateNumberOfMessages: String(messages.length) } };
      if (command instanceof ReceiveMessageCommand)
        return { Messages: waiting.splice(0, command.input.MaxNumberOfMessages) };
      return {};
    },
  };
  return { system: { clients: { queues: client }, outputs } as unknown as DeployedSystem, calls };
}

describe('replay', () => {
  it('deletes a message only after it is sent', async () => {
    const { system, calls } = fakeQueues([message(event)]);
    const result = await replay(system, deadLetterQueue(outputs, 'audit'), 100);
    expect(result).toEqual({ queue: 'auditDlq', replayed: 1, dropped: 0, remaining: [] });
    expect(calls).toEqual(['GetQueueAttributes', 'ReceiveMessage', 'SendMessage', 'DeleteMessage']);
  });

  it('leaves a message that could not be sent in the queue, with the reason', async () => {
    const { system, calls } = fakeQueues([message(event)], 'SendMessage');
    const result = await replay(system, deadLetterQueue(outputs, 'audit'), 100);
    expect(result.remaining).toEqual([{ messageId: 'message-1', reason: 'ServiceUnavailable' }]);
    expect(calls).not.toContain('DeleteMessage');
    expect(calls.at(-1)).toBe('ChangeMessageVisibilityBatch');
  });

  it('sends no more than its limit', async () => {
    const { system } = fakeQueues(Array.from({ length: 30 }, () => message(event)));
    expect((await replay(system, deadLetterQueue(outputs, 'audit'), 12)).replayed).toBe(12);
  });

  it('drops runs of a schedule, which the next run repeats, and leaves unreadable messages', async () => {
    const { system, calls } = fakeQueues([message({ action: 'tick' }), message('?')]);
    const result = await replay(system, deadLetterQueue(outputs, 'sweep'), 100);
    expect(result.dropped).toBe(1);
    expect(result.remaining).toHaveLength(1);
    expect(calls).not.toContain('SendMessage');
  });
});

describe('the lines of dlq', () => {
  const now = new Date('2026-11-22T13:00:00.000Z');

  it('print ages in their largest unit', () => {
    const ages = ['12:59:58', '12:50:00', '10:00:00'].map((time) => ageOf(`2026-11-22T${time}.000Z`, now));
    expect([...ages, ageOf('2026-11-19T00:00:00.000Z', now)]).toEqual(['2 s', '10 min', '3 h', '3 d']);
  });

  it('print a line a queue, and a line a message that remains', () => {
    expect(depthLines([{ queue: 'auditDlq', messages: 0, oldestSentAt: undefined }], now)).toEqual([
      'auditDlq       0',
    ]);
    const remaining = [{ messageId: 'message-1', reason: 'why' }];
    expect(replayLines({ queue: 'auditDlq', replayed: 2, dropped: 0, remaining })).toEqual([
      'auditDlq: 2 sent again, 1 remain',
      '   message-1 remains: why.',
    ]);
  });
});
