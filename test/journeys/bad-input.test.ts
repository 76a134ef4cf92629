import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { newAccount } from '../support/deployed/accounts.ts';
import { type Answer, type Api, apiAsAdmin, problemOf, type RequestOptions } from '../support/deployed/api.ts';
import { poolUsersWith } from '../support/deployed/pool.ts';

let api: Api;
beforeAll(async () => {
  api = await apiAsAdmin();
});

const account = newAccount();
const without = (field: keyof typeof account) => ({ ...account, [field]: undefined });
const longAddress = (length: number): string => {
  const label = `${randomUUID()}`.padEnd(47, 'a');
  const domain = `${label}.${label}.${label}.${label}`;
  return `${'b'.repeat(length - domain.length - '@.com'.length)}@${domain}.com`;
};

/** Each field that the answer finds fault with. */
const fieldsOf = ({ body }: Answer): readonly string[] => [
  ...new Set((body.errors as { field: string }[]).map(({ field }) => field)),
];

/** Field and body; the field is what the answer has to name. */
const registrations: readonly [string, string, unknown][] = [
  ['an e-mail address that is missing', 'email', without('email')],
  ['an e-mail address of 4 characters', 'email', { ...account, email: 'a@b.' }],
  ['an e-mail address of 256 characters', 'email', { ...account, email: longAddress(256) }],
  ['an e-mail address without @', 'email', { ...account, email: 'ann.example.com' }],
  ['an e-mail address with a line break', 'email', { ...account, email: 'ann@example.com\nBcc: bob@example.com' }],
  ['two e-mail addresses', 'email', { ...account, email: 'ann@example.com,bob@example.com' }],
  ['an e-mail address that is a number', 'email', { ...account, email: 12345 }],
  ['a name that is missing', 'name', without('name')],
  ['an empty name', 'name', { ...account, name: '' }],
  ['a blank name', 'name', { ...account, name: ' \t ' }],
  ['a name of 256 characters', 'name', { ...account, name: 'n'.repeat(256) }],
  ['a name of two lines', 'name', { ...account, name: 'Ann\nBcc: bob@example.com' }],
  ['a name that is null', 'name', { ...account, name: null }],
  ['an empty organisation', 'organisation', { ...account, organisation: '' }],
  ['an organisation of 256 characters', 'organisation', { ...account, organisation: 'o'.repeat(256) }],
  ['roles that are missing', 'roles', without('roles')],
  ['roles that are a text', 'roles', { ...account, roles: 'user' }],
  ['a role that is named twice', 'roles', { ...account, roles: ['user', 'user'] }],
  ['26 roles', 'roles', { ...account, roles: Array.from({ length: 26 }, (_, place) => `role-${place}`) }],
  ['a role that is a number', 'roles.1', { ...account, roles: ['user', 1] }],
  ['a role with a space', 'roles.0', { ...account, roles: ['a user'] }],
  ['an empty role', 'roles.0', { ...account, roles: [''] }],
  ['a role of 64 characters', 'roles.0', { ...account, roles: ['r'.repeat(64)] }],
  ['a field that is not known', 'admin', { ...account, admin: true }],
  ['a field of the workflow', 'requestedBy', { ...account, requestedBy: '00000000-0000-0000-0000-000000000000' }],
];

describe('POST /v1/users', () => {
  it.each(registrations)('refuses %s', async (_what, field, body) => {
    const answer = await api('POST', '/v1/users', { body });
    expect(answer.status).toBe(422);
    expect(problemOf(answer)).toBe('validation_error');
    expect(fieldsOf(answer)).toEqual([field]);
  });

  it.each(['[]', '"ann"', 'null', '7'])('refuses %s instead of an object', async (body) => {
    expect((await api('POST', '/v1/users', { body })).status).toBe(422);
  });

  it.each(['', '{', 'email=ann@example.com', '{"email":'])('refuses what is not JSON (%s)', async (body) => {
    const answer = await api('POST', '/v1/users', { body });
    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toBe('bad_request');
  });

  it('refuses a body over 64 KB', async () => {
    const answer = await api('POST', '/v1/users', { body: { ...account, name: 'n'.repeat(64 * 1024) } });
    expect(answer.status).toBe(413);
    expect(problemOf(answer)).toBe('payload_too_large');
  });

  it('names every role that does not exist', async () => {
    const answer = await api('POST', '/v1/users', { body: { ...account, roles: ['unknown', 'user', 'nothing'] } });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toMatch(/unknown.*nothing/);
  });

  it.each(['with space', 'k'.repeat(256)])('refuses the Idempotency-Key %s', async (key) => {
    const answer = await api('POST', '/v1/users', { headers: { 'Idempotency-Key': key }, body: account });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'Idempotency-Key' }] } });
  });

  it('creates no user for a refused request', async () => {
    expect(await poolUsersWith(account.email)).toBe(0);
  });

  it('accepts values at the limits', async () => {
    const email = longAddress(255);
    const body = { email, name: 'n'.repeat(255), organisation: 'o'.repeat(255), roles: [] };
    expect(await api('POST', '/v1/users', { body })).toMatchObject({ status: 201, body: { email } });
  });
});

describe('POST /v1/invitations', () => {
  const { email } = newAccount();
  const invitations: readonly [string, string, unknown][] = [
    ['an address that is missing', 'email', { roles: [] }],
    ['an address that is none', 'email', { email: 'ann', roles: [] }],
    ['roles that are missing', 'roles', { email }],
    ['21 roles', 'roles', { email, roles: Array.from({ length: 21 }, (_, place) => `role-${place}`) }],
    ['a field that is not known', 'token', { email, roles: [], token: 'mine' }],
  ];

  it.each(invitations)('refuses %s', async (_what, field, body) => {
    const answer = await api('POST', '/v1/invitations', { body });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });
});

describe('the query', () => {
  const queries: readonly [string, string, RequestOptions['query'] & object][] = [
    ['/v1/users', 'limit', { limit: '0' }],
    ['/v1/users', 'limit', { limit: '101' }],
    ['/v1/users', 'limit', { limit: 'ten' }],
    ['/v1/users', 'cursor', { cursor: 'x' }],
    ['/v1/users', 'cursor', { cursor: 'not a cursor' }],
    ['/v1/users', 'offset', { offset: '10' }],
    ['/v1/admin/audit/logs', 'limit', { limit: '1001' }],
    ['/v1/admin/audit/logs', 'limit', { limit: '-1' }],
    ['/v1/admin/audit/logs', 'cursor', { cursor: 'bm90IGEgY3Vyc29y' }],
    ['/v1/admin/audit/logs', 'action', { action: 'A'.repeat(101) }],
    ['/v1/admin/audit/logs', 'targetType', { targetType: 't'.repeat(101) }],
    ['/v1/admin/audit/logs', 'from', { from: 'yesterday' }],
    ['/v1/admin/audit/logs', 'to', { to: '2026-02-30' }],
    ['/v1/admin/audit/logs', 'from', { from: '2026-11-22', to: '2026-11-21' }],
    ['/v1/admin/audit/logs', 'who', { who: 'ann' }],
  ];

  it.each(queries)('of %s refuses %s as in %j', async (path, field, query) => {
    const answer = await api('GET', path, { query });
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual([field]);
  });
});
