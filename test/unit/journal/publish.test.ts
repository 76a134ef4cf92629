import { describe, expect, it } from 'vitest';
import { publishJournal } from '../../../lambdas/journal/publish.ts';
import { aBatch, aRecord, fakeBus, rows, type Verdict } from '../../support/journal/builders.ts';

const names = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `Event${from + index}`);

describe('publishJournal', () => {
  it('sends each new row as an event, in order', async () => {
    const { deps, taken } = fakeBus();

    const answer = await publishJournal(deps)(aBatch(...rows(2)));

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(taken).toMatchObject([
      { EventBusName: 'rollcall', Source: 'rollcall', DetailType: 'Event1', Time: new Date('2026-11-22T09:30:00Z') },
      { DetailType: 'Event2' },
    ]);
    expect(JSON.parse(taken[0]?.Detail ?? '')).toEqual({
      metadata: expect.objectContaining({ eventId: expect.any(String), version: 1 }),
      data: { number: 1 },
    });
  });

  it('sends no modified and no removed rows', async () => {
    const { deps, calls } = fakeBus();

    await publishJournal(deps)(aBatch(aRecord(1, { eventName: 'MODIFY' }), aRecord(2, { eventName: 'REMOVE' })));

    expect(calls).toEqual([]);
  });

  it('sends at most ten entries a call', async () => {
    const { deps, calls } = fakeBus();

    await publishJournal(deps)(aBatch(...rows(23)));

    expect(calls).toEqual([names(1, 10), names(11, 20), names(21, 23)]);
  });

  it('keeps each call below 256 KB, counted in bytes', async () => {
    const { deps, calls } = fakeBus();
    const large = (number: number) => aRecord(number, { data: { text: 'ü'.repeat(50_000) } });

    await publishJournal(deps)(aBatch(large(1), large(2), large(3)));

    expect(calls).toEqual([['Event1', 'Event2'], ['Event3']]);
  });

  it('sends only the failed entries again', async () => {
    const { deps, calls, pauses } = fakeBus((type, attempt) =>
      type === 'Event2' && attempt < 3 ? 'ThrottlingException' : undefined,
    );

    const answer = await publishJournal(deps)(aBatch(...rows(3)));

    expect(answer.batchItemFailures).toEqual([]);
    expect(calls).toEqual([names(1, 3), ['Event2'], ['Event2']]);
    expect(pauses).toEqual([1, 2]);
  });

  it('gives up after four tries, reports the first failed row and leaves the rest for the next delivery', async () => {
    const { deps, calls } = fakeBus((type) => (type === 'Event4' || type === 'Event6' ? 'InternalFailure' : undefined));

    const answer = await publishJournal(deps)(aBatch(...rows(12)));

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 's4' }] });
    expect(calls).toEqual([names(1, 10), ['Event4', 'Event6'], ['Event4', 'Event6'], ['Event4', 'Event6']]);
  });

  it.each(['MalformedDetail', 'InvalidArgument'])(
    'does not try %s again, and sends what is behind it',
    async (code) => {
      const { deps, calls, pauses } = fakeBus((type) => (type === 'Event2' ? code : undefined));

      const answer = await publishJournal(deps)(aBatch(...rows(12)));

      expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 's2' }] });
      expect(calls).toEqual([names(1, 10), names(11, 12)]);
      expect(pauses).toEqual([]);
    },
  );

  it('reports the earliest row when one is refused and an earlier one fails for good', async () => {
    const verdict: Verdict = (type) =>
      ({ Event1: 'InternalFailure', Event3: 'MalformedDetail' })[type as 'Event1' | 'Event3'];

    const answer = await publishJournal(fakeBus(verdict).deps)(aBatch(...rows(3)));

    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 's1' }]);
  });

  it('repeats a call that fails as a whole', async () => {
    const { deps, taken } = fakeBus();
    let calls = 0;
    const putEvents: typeof deps.putEvents = async (entries) => {
      calls += 1;
      if (calls === 1) throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
      return deps.putEvents(entries);
    };

    const answer = await publishJournal({ ...deps, putEvents })(aBatch(...rows(2)));

    expect(answer.batchItemFailures).toEqual([]);
    expect(taken).toHaveLength(2);
  });

  it('treats a response without results as a failure', async () => {
    const { deps } = fakeBus();

    const answer = await publishJournal({ ...deps, putEvents: async () => [] })(aBatch(...rows(3)));

    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 's1' }]);
  });
});
