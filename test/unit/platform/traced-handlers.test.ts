import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anApiEvent } from '../../support/api/events.ts';
import { eventuallyHolds } from '../../support/eventually.ts';
import { type Daemon, startDaemon } from '../../support/traces/daemon.ts';

const run = promisify(execFile);
const registrationId = '0198c5a0-0000-7000-8000-000000000001';
const ids = { registrationId, correlationId: 'cor-1' };

// In a process of its own, with the daemon's address in Lambda's variable.
const script = (handler: string, event: object) => `
  const platform = ${JSON.stringify(new URL('../../../lambdas/platform/', import.meta.url))};
  const handler = await (async () => { ${handler} })();
  await handler(${JSON.stringify(event)}, {});
`;

const request = {
  name: 'request',
  handler: `
    const { api } = await import(platform + 'api/api.ts');
    return api({ registerUser: async () => ({ status: 201, body: { registrationId: '${registrationId}' } }) });`,
  event: anApiEvent({ routeKey: 'POST /v1/users', headers: { 'x-correlation-id': 'cor-1' } }),
};

const refused = {
  ...request,
  handler: `
    const { api } = await import(platform + 'api/api.ts');
    const { Refusal } = await import(platform + 'errors.ts');
    const refuse = () => Promise.reject(new Refusal('email_already_exists', 'Taken.', { registrationId: '${registrationId}' }));
    return api({ registerUser: refuse });`,
};

const task = {
  name: 'task',
  handler: `
    const { task } = await import(platform + 'task.ts');
    const z = await import('zod/mini');
    return task(z.any(), async () => ({ outcome: 'done' }));`,
  event: { registration: ids },
};

const metadata = {
  eventId: '0198c5a0-0000-5000-8000-000000000002',
  version: 1,
  occurredAt: '2026-11-22T10:00:00.000Z',
  correlationId: 'cor-1',
  causationId: 'cor-1',
  actor: { type: 'system', id: '00000000-0000-0000-0000-000000000000' },
};

const message = {
  name: 'message',
  handler: `
    const { consumer } = await import(platform + 'events/consumer.ts');
    return consumer(async () => { throw new Error('not today'); });`,
  event: {
    Records: [
      {
        messageId: 'm-1',
        body: JSON.stringify({ 'detail-type': 'UserRegistered', detail: { metadata, data: { registrationId } } }),
      },
    ],
  },
};

describe('a handler on Lambda', () => {
  let daemon: Daemon;

  beforeEach(async () => {
    daemon = await startDaemon();
  });
  afterEach(() => daemon.stop());

  it.each([
    ['a request that begins a registration', request],
    ['a request that is refused', refused],
    ["a workflow's task", task],
    ['a message that fails', message],
  ])('traces %s by its ids', async (_, { name, handler, event }) => {
    const environment = {
      AWS_XRAY_DAEMON_ADDRESS: daemon.address,
      _X_AMZN_TRACE_ID: 'Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1',
    };
    await run(process.execPath, ['--input-type=module', '-e', script(handler, event)], {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      env: { ...environment, PATH: process.env.PATH },
    });
    await eventuallyHolds('the daemon', async () => expect(daemon.received).toHaveLength(1));

    expect(daemon.received[0]?.subsegment).toMatchObject({ name, annotations: ids });
  });
});
