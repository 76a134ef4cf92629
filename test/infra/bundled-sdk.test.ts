import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { handlerEnvironment } from '../bench/start/environment.ts';
import { bundleFile } from '../support/bundle-sizes.ts';

const run = promisify(execFile);
const script = `
  require(process.argv[1]).handler(JSON.parse(process.argv[2]))
    .then((answer) => { console.log(JSON.stringify(answer)); process.exit(); });
`;

interface Call {
  readonly operation: string;
  readonly invocationId: string;
  readonly input: Readonly<Record<string, unknown>>;
}
type Answer = readonly [status: number, body: unknown];

const failed = (name: string, more = {}): Answer => [
  400,
  { __type: `com.amazonaws.dynamodb.v20120810#${name}`, Message: 'no', ...more },
];

/** Runs a bundle's handler in a process of its own. Its DynamoDB gives these answers in order, then empty ones. */
async function runHandler(entry: string, event: unknown, ...answers: readonly Answer[]) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const input = JSON.parse((await request.toArray()).join(''));
    const target = String(request.headers['x-amz-target']);
    const operation = target.slice(target.indexOf('.') + 1);
    const [status, body] = answers[calls.length] ?? [200, {}];
    calls.push({ operation, invocationId: String(request.headers['amz-sdk-invocation-id']), input });
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { ...handlerEnvironment, AWS_ENDPOINT_URL };
  const { stdout } = await run(process.execPath, ['-e', script, bundleFile(entry), JSON.stringify(event)], { env });
  server.close();
  // The handler logs before it answers.
  return { answer: JSON.parse(stdout.trim().split('\n').at(-1) ?? ''), calls };
}

const registration = {
  registrationId: 'registration-1',
  announced: true,
  request: {
    email: 'ann@example.com',
    name: 'Ann',
    roles: [],
    requestedBy: '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19',
  },
};

const delivery = {
  'detail-type': 'UserDeleted',
  detail: {
    metadata: {
      eventId: '3e4f5a6b-7c8d-5e9f-8a1b-2c3d4e5f6a7b',
      version: 1,
      occurredAt: '2026-11-22T09:30:00.000Z',
      correlationId: 'c-1',
      causationId: 'c-1',
      actor: { type: 'system', id: '00000000-0000-0000-0000-000000000000' },
    },
    data: { userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b' },
  },
};
const queued = { Records: [{ messageId: 'message-1', body: JSON.stringify(delivery) }] };

describe('a bundle without the error classes of the SDK', () => {
  it('treats ConditionalCheckFailedException by name as already recorded', async () => {
    const { answer } = await runHandler('audit/record-entry', queued, failed('ConditionalCheckFailedException'));
    expect(answer).toEqual({ batchItemFailures: [] });
  });

  it('reports any other error for redelivery', async () => {
    const { answer } = await runHandler('audit/record-entry', queued, failed('ResourceNotFoundException'));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] });
  });

  it('retries a throttled call', async () => {
    const { answer, calls } = await runHandler('audit/record-entry', queued, failed('ThrottlingException'));
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(calls).toHaveLength(2);
  });

  it('finds the condition that cancelled a transaction', async () => {
    const reasons = { CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }] };
    const { answer } = await runHandler(
      'registration/reserve-registration',
      registration,
      failed('TransactionCanceledException', reasons),
    );
    expect(answer).toMatchObject({ outcome: 'refused', failure: { type: 'email_already_exists' } });
  });
});

describe('the random numbers of a bundle, without WebCrypto', () => {
  it('give every call a new token and id', async () => {
    const { calls } = await runHandler('registration/reserve-registration', registration);
    const ids = calls.flatMap(({ invocationId, input }) => [invocationId, input.ClientRequestToken]);

    expect(ids).toEqual(ids.map(() => expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/)));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
