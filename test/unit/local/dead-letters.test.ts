import { GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import type { ChosenSystem } from '../../../local/chosen-system.ts';
import type { CommandError } from '../../../local/command/command-error.ts';
import { describeLetter } from '../../../local/dead-letters/describe.ts';
import type { Letter } from '../../../local/dead-letters/letters.ts';
import { ageOf, depthLines, replayLines } from '../../../local/dead-letters/lines.ts';
import { deadLetterQueue, deadLetterQueues } from '../../../local/dead-letters/queues.ts';
import { replay } from '../../../local/dead-letters/replay.ts';
import type { Outputs } from '../../../local/deployment/outputs.ts';

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

const letter = (body: unknown, more: Partial<Letter> = {}): Letter => ({
  MessageId: 'message-1',
  ReceiptHandle: 'handle-1',
  Body: typeof body === 'string' ? body : JSON.stringify(body),
  Attributes: { SentTimestamp: '1795341600000', ApproximateReceiveCount: '4' },
  ...more,
});

describe('a dead letter', () => {
  it('is described by its ids, and not by what it says of a person', () => {
    const described = describeLetter(letter(event));
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
    expect(describeLetter(letter(event), true).body).toContain('ann@example.com');
  });

  it('says what EventBridge said when it could not deliver', () => {
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    const MessageAttributes = { ERROR_CODE: text('NO_PERMISSIONS'), ERROR_MESSAGE: text('not allowed') };
    expect(describeLetter(letter(event, { MessageAttributes })).error).toBe('NO_PERMISSIONS: not allowed');
  });

  it.each([
    ['run', { action: 'tick' }],
    ['run', { 'detail-type': 'Scheduled Event', detail: {} }],
    ['run', { requestContext: { condition: 'RetriesExhausted' }, responseContext: { functionError: 'Unhandled' } }],
    ['unreadable', 'no json'],
    ['unreadable', { anything: true }],
  ])('is told apart as %s', (kind, body) => {
    expect(describeLetter(letter(body)).kind).toBe(kind);
  });
});

describe('the queues', () => {
  it('are found with and without their ending', () => {
    expect(deadLetterQueue(outputs, 'audit')).toEqual(deadLetterQueue(outputs, 'auditDlq'));
    expect(deadLetterQueues(outputs).map(({ name }) => name)).toEqual(['auditDlq', 'journalDlq', 'sweepDlq']);
  });

  it.each(['mail', undefined])('refuse the name %s with exit code 2 and the names that there are', (name) => {
    const refused = () => deadLetterQueue(outputs, name);
    expect(refused).toThrow('choose one of auditDlq, journalDlq, sweepDlq');
    expect(refused).toThrow(expect.objectContaining({ exitCode: 2 }) as unknown as CommandError);
  });
});

/** Queues in memory that say which calls they got. */
function fakeQueues(letters: readonly Letter[], failing?: string) {
  const calls: string[] = [];
  const waiting = [...letters];
  const client = {
    send: async (command: object) => {
      const name = command.constructor.name.replace('Command', '');
      calls.push(name);
      if (name === failing) throw Object.assign(new Error('no'), { name: 'ServiceUnavailable' });
      if (command instanceof GetQueueAttributesCommand)
        return { Attributes: { ApproximateNumberOfMessages: String(letters.length) } };
      if (command instanceof ReceiveMessageCommand)
        return { Messages: waiting.splice(0, command.input.MaxNumberOfMessages) };
      return {};
    },
  };
  return { system: { clients: { queues: client }, outputs } as unknown as ChosenSystem, calls };
}

describe('a replay', () => {
  it('deletes a message only after it is sent', async () => {
    const { system, calls } = fakeQueues([letter(event)]);
    const result = await replay(system, deadLetterQueue(outputs, 'audit'), 100);
    expect(result).toEqual({ queue: 'auditDlq', replayed: 1, dropped: 0, kept: [] });
    expect(calls).toEqual(['GetQueueAttributes', 'ReceiveMessage', 'SendMessage', 'DeleteMessage']);
  });

  it('keeps what could not be sent, gives it back, and says why', async () => {
    const { system, calls } = fakeQueues([letter(event)], 'SendMessage');
    const result = await replay(system, deadLetterQueue(outputs, 'audit'), 100);
    expect(result.kept).toEqual([{ messageId: 'message-1', reason: 'ServiceUnavailable' }]);
    expect(calls).not.toContain('DeleteMessage');
    expect(calls.at(-1)).toBe('ChangeMessageVisibilityBatch');
  });

  it('takes no more than its limit', async () => {
    const { system } = fakeQueues(Array.from({ length: 30 }, () => letter(event)));
    expect((await replay(system, deadLetterQueue(outputs, 'audit'), 12)).replayed).toBe(12);
  });

  it('drops the runs of a schedule, which the next run made good, and keeps what it cannot read', async () => {
    const { system, calls } = fakeQueues([letter({ action: 'tick' }), letter('?')]);
    const result = await replay(system, deadLetterQueue(outputs, 'sweep'), 100);
    expect([result.dropped, result.kept.length]).toEqual([1, 1]);
    expect(calls).not.toContain('SendMessage');
  });
});

describe('what a person reads', () => {
  const now = new Date('2026-11-22T13:00:00.000Z');

  it('has ages in their largest unit', () => {
    const ages = ['12:59:58', '12:50:00', '10:00:00'].map((time) => ageOf(`2026-11-22T${time}.000Z`, now));
    expect([...ages, ageOf('2026-11-19T00:00:00.000Z', now)]).toEqual(['2 s', '10 min', '3 h', '3 d']);
  });

  it('has a line a queue, and a line a message that stays', () => {
    expect(depthLines([{ queue: 'auditDlq', messages: 0, oldestSentAt: undefined }], now)).toEqual([
      'auditDlq       0',
    ]);
    const kept = [{ messageId: 'message-1', reason: 'why' }];
    expect(replayLines({ queue: 'auditDlq', replayed: 2, dropped: 0, kept })).toEqual([
      'auditDlq: 2 sent on, 1 kept',
      '   message-1 stays: why.',
    ]);
  });
});
