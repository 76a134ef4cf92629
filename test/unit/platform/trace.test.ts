import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addContext,
  runWithContext,
  sendToXRay,
  traceHeader,
} from '../../../lambdas/platform/observability/request-context.ts';
import { eventuallyHolds } from '../../support/eventually.ts';
import { type Daemon, startDaemon } from '../../support/traces/daemon.ts';

const ids = { registrationId: 'reg-1', correlationId: 'cor-1' };
const trace = 'Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8';
const sampled = `${trace};Sampled=1;Lineage=1:a87bd80c:0`;
const startedAt = new Date('2026-11-22T10:00:00.250Z');
const work = { name: 'task', startedAt, ids } as const;
const clock = () => new Date('2026-11-22T10:00:01.500Z');

describe('runWithContext', () => {
  let daemon: Daemon;

  const sendUnder = (header: string, address = daemon.address) =>
    sendToXRay({ AWS_XRAY_DAEMON_ADDRESS: address, _X_AMZN_TRACE_ID: header }, clock);
  const received = (many: number) =>
    eventuallyHolds('the daemon', async () => expect(daemon.received).toHaveLength(many));

  beforeEach(async () => {
    daemon = await startDaemon();
  });
  afterEach(() => daemon.stop());

  it("sends one subsegment of the invocation's trace with its ids", async () => {
    await sendUnder(sampled)(work);
    await received(1);

    expect(daemon.received).toEqual([
      {
        header: { format: 'json', version: 1 },
        subsegment: {
          id: expect.stringMatching(/^[0-9a-f]{16}$/),
          trace_id: '1-67891233-abcdef012345678912345678',
          parent_id: '53995c3f42cd8ad8',
          type: 'subsegment',
          name: 'task',
          start_time: 1795341600.25,
          end_time: 1795341601.5,
          annotations: ids,
        },
      },
    ]);
  });

  it('sends ids that were added later, and no ids that are for the log only', async () => {
    const begin = async () => addContext({ registrationId: 'reg-2' });

    await runWithContext('request', { requestId: 'req-1', correlationId: 'cor-1' }, begin, sendUnder(sampled));
    await received(1);

    expect(daemon.received[0]?.subsegment.annotations).toEqual({ registrationId: 'reg-2', correlationId: 'cor-1' });
  });

  it('sends a subsegment for a failure and rethrows the error', async () => {
    const fail = () => Promise.reject(new Error('503 no roles'));

    await expect(runWithContext('task', ids, fail, sendUnder(sampled))).rejects.toThrow('503 no roles');
    await received(1);
  });

  it('keeps concurrent contexts apart', async () => {
    const about = (registrationId: string) =>
      runWithContext('message', { registrationId }, async () => {}, sendUnder(sampled));

    await Promise.all([about('reg-1'), about('reg-2')]);
    await received(2);

    const [one, other] = daemon.received.map(({ subsegment }) => subsegment);
    expect(one?.id).not.toBe(other?.id);
    expect([one, other].map((subsegment) => subsegment?.annotations)).toEqual(
      expect.arrayContaining([{ registrationId: 'reg-1' }, { registrationId: 'reg-2' }]),
    );
  });

  it.each([
    ['is not sampled', `${trace};Sampled=0`],
    ['has no sampling decision', trace],
    ['is absent', ''],
  ])('sends nothing when the trace %s', async (_, header) => {
    await sendUnder(header)({ ...work, name: 'sweep' });
    await sendUnder(sampled)(work);
    await received(1);

    expect(daemon.received[0]?.subsegment.name).toBe('task');
  });

  it.each([
    ['no daemon listens', () => '127.0.0.1:9'],
    ['the address is invalid', () => 'nonsense'],
    ['the port is invalid', () => '127.0.0.1:70000'],
    ['Lambda names no daemon', () => ''],
  ])('returns without delay when %s', async (_, addressOf) => {
    const begun = performance.now();

    expect(await runWithContext('task', ids, async () => 'done', sendUnder(sampled, addressOf()))).toBe('done');
    expect(performance.now() - begun).toBeLessThan(200);
  });
});

describe('an answer', () => {
  it('does not wait for a datagram that does not leave', async () => {
    const environment = { AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000', _X_AMZN_TRACE_ID: sampled };
    const stuck = () => ({ send: () => {} });
    const begun = performance.now();

    await sendToXRay(environment, clock, stuck)(work);

    expect(performance.now() - begun).toBeLessThan(200);
  });
});

describe('the trace that a call goes on with', () => {
  it.each([
    [`${trace};Sampled=1`, sampled],
    [`${trace};Sampled=0`, `${trace};Sampled=0`],
    [undefined, ''],
    [undefined, 'Lineage=1:a87bd80c:0'],
  ])('is %s', (expected, header) => {
    expect(traceHeader({ _X_AMZN_TRACE_ID: header })).toBe(expected);
  });
});
