import { afterEach, describe, expect, it, vi } from 'vitest';
import { messageConsumer } from '../../../lambdas/platform/events/consumer.ts';
import { logger } from '../../../lambdas/platform/observability/logger.ts';
import { runWithContext } from '../../../lambdas/platform/observability/request-context.ts';

function logged(): readonly Record<string, unknown>[] {
  return vi.mocked(process.stdout.write).mock.calls.map(([line]) => JSON.parse(String(line)));
}

const listen = () => vi.spyOn(process.stdout, 'write').mockReturnValue(true);
const message = (body: string) => ({ messageId: `m-${body}`, body }) as never;

describe('logger', () => {
  afterEach(() => vi.restoreAllMocks());

  it('adds the ids of the request context to each line, also of concurrent contexts', async () => {
    listen();
    const first = Promise.withResolvers<void>();
    const slow = runWithContext('task', { registrationId: 'slow' }, async () => {
      await first.promise;
      logger.info('done');
    });
    const fast = runWithContext('task', { registrationId: 'fast' }, async () => logger.info('done'));

    await fast;
    first.resolve();
    await slow;
    logger.info('after');

    expect(logged().map(({ message: text, registrationId }) => [text, registrationId])).toEqual([
      ['done', 'fast'],
      ['done', 'slow'],
      ['after', undefined],
    ]);
  });

  it('logs the registration of a failed message', async () => {
    listen();
    const fail = async () => {
      throw new Error('no');
    };
    const handler = messageConsumer(
      (body) => body,
      fail,
      (registrationId) => ({ registrationId }),
    );

    const answer = await handler({ Records: [message('reg-1')] });

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-reg-1' }] });
    expect(logged()[0]).toMatchObject({ message: 'message failed', messageId: 'm-reg-1', registrationId: 'reg-1' });
  });

  it('logs an unreadable message as failed', async () => {
    listen();
    const handler = messageConsumer(JSON.parse, async () => {});

    expect(await handler({ Records: [message('{')] })).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-{' }] });
    expect(logged()[0]).toMatchObject({ message: 'message failed', messageId: 'm-{' });
  });
});
