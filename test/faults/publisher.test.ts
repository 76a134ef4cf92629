import { describe, expect, it } from 'vitest';
import { listenToBus } from '../support/deployed/bus.ts';
import { error, inject, lostAnswer } from '../support/deployed/inject-fault.ts';
import { expectInvariants } from '../support/deployed/invariants.ts';
import { planRegistration, registerToTheEnd } from '../support/deployed/registration.ts';
import type { FaultSpec } from '../support/fault-proxy/fault.ts';

const failed = (...places: number[]) => ({ kind: 'failed-entries' as const, places, code: 'ThrottlingException' });

const passing: readonly [string, FaultSpec['hits'], FaultSpec['effect']][] = [
  ['takes only a part of the entries', { first: 2 }, failed(0)],
  ['takes all entries but the last', { first: 1 }, failed(1, 2, 3, 4, 5, 6, 7, 8, 9)],
  ['is throttled', { first: 3 }, error('ThrottlingException')],
  ['breaks', { first: 3 }, error('InternalException')],
  ['took the events, and its answer is lost', { first: 2 }, lostAnswer],
  // The publisher gives up after 4 tries, of 2 calls each: what is left comes again with the stream.
  ['is down for longer than the publisher tries', { first: 12 }, error('InternalException')],
  ['refuses one entry for longer than that', { first: 5 }, failed(1)],
];

describe('a bus that', () => {
  it.each(passing)('%s loses no event, and the audit trail records none twice', async (_what, hits, effect) => {
    const bus = await listenToBus();
    const plan = await planRegistration({ roles: ['user', 'readonly'] });
    const including = [plan.registrationId];
    const fault = await inject({ service: 'events', operation: 'PutEvents', including, hits, effect });

    const answer = await registerToTheEnd(plan);

    expect(answer.status).toBe(201);
    const traces = await expectInvariants(plan.registrationId);
    expect((await fault.heal()).hit).toBeGreaterThan(0);
    expect(traces).toMatchObject({ mails: 1 });
    const correlationId = traces.record?.correlationId ?? '';
    const published = new Set(traces.rows.map(({ type }) => type));
    await bus.until('every event is on the bus', correlationId, (events) =>
      [...published].every((type) => events.some((event) => event.type === type)),
    );
  });
});
