import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Api, apiAsAdmin, problemOf, type RequestOptions } from '../support/deployed/api.ts';
import { newPerson } from '../support/deployed/people.ts';
import { poolUsersWith } from '../support/deployed/pool.ts';

let api: Api;
beforeAll(async () => {
  api = await apiAsAdmin();
});

const person = newPerson();
const without = (field: keyof typeof person) => ({ ...person, [field]: undefined });
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
  ['an e-mail address of 4 characters', 'email', { ...person, email: 'a@b.' }],
  ['an e-mail address of 256 characters', 'email', { ...person, email: longAddress(256) }],
  ['an e-mail address without @', 'email', { ...person, email: 'ann.example.com' }],
  ['an e-mail address with a line break', 'email', { ...person, email: 'ann@example.com\nBcc: bob@example.com' }],
  ['two e-mail addresses', 'email', { ...person, email: 'ann@example.com,bob@example.com' }],
  ['an e-mail address that is a number', 'email', { ...person, email: 12345 }],
  ['a name that is missing', 'name', without('name')],
  ['an empty name', 'name', { ...person, name: '' }],
  ['a blank name', 'name', { ...person, name: ' \t ' }],
  ['a name of 256 characters', 'name', { ...person, name: 'n'.repeat(256) }],
  ['a name of two lines', 'name', { ...person, name: 'Ann\nBcc: bob@example.com' }],
  ['a name that is null', 'name', { ...person, name: null }],
  ['an empty organisation', 'organisation', { ...person, organisation: '' }],
  ['an organisation of 256 characters', 'organisation', { ...person, organisation: 'o'.repeat(256) }],
  ['roles that are missing', 'roles', without('roles')],
  ['roles that are a text', 'roles', { ...person, roles: 'user' }],
  ['a role that is named twice', 'roles', { ...person, roles: ['user', 'user'] }],
  ['26 roles', 'roles', { ...person, roles: Array.from({ length: 26 }, (_, place) => `role-${place}`) }],
  ['a role that is a number', 'roles.1', { ...person, roles: ['user', 1] }],
  ['a role with a space', 'roles.0', { ...person, roles: ['a user'] }],
  ['an empty role', 'roles.0', { ...person, roles: [''] }],
  ['a role of 64 characters', 'roles.0', { ...person, roles: ['r'.repeat(64)] }],
  ['a field that is not known', 'admin', { ...person, admin: true }],
  ['a field of the workflow', 'requestedBy', { ...person, requestedBy: '00000000-0000-0000-0000-000000000000' }],
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
    const answer = await api('POST', '/v1/users', { body: { ...person, name: 'n'.repeat(64 * 1024) } });
    expect(answer.status).toBe(413);
    expect(problemOf(answer)).toBe('payload_too_large');
  });

  it('names every role that does not exist', async () => {
    const answer = await api('POST', '/v1/users', { body: { ...person, roles: ['nobody', 'user', 'nothing'] } });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toMatch(/nobody.*nothing/);
  });

  it.each(['with space', 'k'.repeat(256)])('refuses the Idempotency-Key %s', async (key) => {
    const answer = await api('POST', '/v1/users', { headers: { 'Idempotency-Key': key }, body: person });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'Idempotency-Key' }] } });
  });

  it('has made nobody of all that', async () => {
    expect(await poolUsersWith(person.email)).toBe(0);
  });

  it('takes what is just within the limits', async () => {
    const email = longAddress(255);
    const body = { email, name: 'n'.repeat(255), organisation: 'o'.repeat(255), roles: [] };
    expect(await api('POST', '/v1/users', { body })).toMatchObject({ status: 201, body: { email } });
  });
});

describe('POST /v1/invitations', () => {
  const { email } = newPerson();
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

describe('a query', () => {
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
