import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { problem } from '../../../contracts/api/problems.ts';
import { registerUserRequest } from '../../../contracts/api/users.ts';
import { api, type Endpoint } from '../../../lambdas/platform/api/api.ts';
import { MAX_BODY_BYTES, readBody } from '../../../lambdas/platform/api/endpoint.ts';
import { anAdminContext, anApiEvent } from '../../support/api/events.ts';

const POST = { routeKey: 'POST /v1/users' };
const ann = { email: 'Ann@Example.com', name: 'Ann', roles: [] };

async function send(event: Parameters<typeof anApiEvent>[0], endpoint?: Endpoint) {
  const echo: Endpoint = async (request) => ({ status: 200, body: readBody(request, registerUserRequest) });
  const answer = await api({ registerUser: endpoint ?? echo })(anApiEvent({ ...POST, ...event }), {} as never);
  const { statusCode: status, headers = {} } = answer;
  const text = answer.body ?? '';
  return { status, headers, text, body: text === '' ? undefined : JSON.parse(text) };
}

const failing = (error: unknown): Endpoint => {
  return () => Promise.reject(error);
};
const named = (name: string, message: string) => Object.assign(new Error(message), { name });

afterEach(() => void vi.restoreAllMocks());

describe('api', () => {
  it('passes the parsed body and the correlation id on', async () => {
    const answer = await send({ body: JSON.stringify(ann), headers: { 'x-correlation-id': 'cor-9' } });
    expect(answer.status).toBe(200);
    expect(answer.body.email).toBe('ann@example.com');
    expect(answer.headers).toMatchObject({ 'x-correlation-id': 'cor-9', 'cache-control': 'no-store' });
  });

  it('rejects a correlation id that could inject log lines', async () => {
    const { headers } = await send({ body: '{}', headers: { 'x-correlation-id': 'a b\n{"level":"INFO"}' } });
    expect(headers).toMatchObject({ 'x-correlation-id': 'req-1' });
  });

  it.each<[number, string, Parameters<typeof anApiEvent>[0]]>([
    [401, 'unauthorized', { authorizer: null }],
    [401, 'unauthorized', { authorizer: { refusal: 'Sign in again.' } }],
    [401, 'unauthorized', { authorizer: { permissions: 'users:register' } }],
    [503, 'unavailable', { authorizer: { refusal: 'Try again.', refusalType: 'unavailable' } }],
    [403, 'not_allowed', { authorizer: { ...anAdminContext(), permissions: 'users:read users:registering' } }],
    [403, 'not_allowed', { authorizer: { ...anAdminContext(), permissions: '' } }],
    [404, 'not_found', { routeKey: '$default' }],
    [404, 'not_found', { routeKey: 'GET /v1/users' }],
    [400, 'bad_request', { body: '{"email":' }],
    [400, 'bad_request', {}],
    [413, 'payload_too_large', { body: JSON.stringify({ ...ann, name: 'n'.repeat(MAX_BODY_BYTES) }) }],
    [413, 'payload_too_large', { body: JSON.stringify('ü'.repeat(MAX_BODY_BYTES / 2)) }],
    [422, 'validation_error', { body: '[]' }],
  ])('returns %i %s as a problem', async (status, type, event) => {
    const answer = await send(event);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json' });
    expect(z.parse(problem, answer.body)).toMatchObject({ type: `urn:rollcall:problem:${type}`, requestId: 'req-1' });
  });

  it("returns the authorizer's remedy", async () => {
    expect((await send({ authorizer: { refusal: 'Sign in again.' } })).body.detail).toBe('Sign in again.');
  });

  it('accepts a body just within the limit, also in base64', async () => {
    const body = JSON.stringify(ann).padEnd(MAX_BODY_BYTES);
    expect((await send({ body })).status).toBe(200);
    expect((await send({ body: Buffer.from(body).toString('base64'), base64: true })).status).toBe(200);
  });

  it.each([
    named('ResourceNotFoundException', 'Table arn:aws:dynamodb:eu-west-1:123:table/users not found'),
    new TypeError("Cannot read properties of undefined (reading 'secret')"),
    'a thrown string',
  ])('reveals nothing of an unknown error', async (error) => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const { status, text } = await send({}, failing(error));
    expect(status).toBe(500);
    expect(text).not.toMatch(/arn:|secret|thrown|users|TypeError|stack/);
  });

  it.each([
    'ThrottlingException',
    'Throttling',
    'LimitExceededException',
    'TransactionCanceledException',
    'ExecutionLimitExceeded',
    'InternalFailure',
    'TimeoutError',
    'Transient',
  ])('returns 503 unavailable after the transient failure %s', async (name) => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const { status, text } = await send({}, failing(named(name, 'table users')));
    expect(status).toBe(503);
    expect(text).not.toContain('table users');
  });

  it('returns 503 unavailable after a broken connection', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const { status } = await send({}, failing(Object.assign(new Error('read'), { code: 'ECONNRESET' })));
    expect(status).toBe(503);
  });

  it('ignores an invalid body that the endpoint does not read', async () => {
    const { status } = await send({ body: '{' }, async () => ({ status: 204 }));
    expect(status).toBe(204);
  });
});
