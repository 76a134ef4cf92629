import { describe, expect, it } from 'vitest';
import { auditQuery } from '../../../contracts/api/audit.ts';
import { createInvitationRequest } from '../../../contracts/api/invitations.ts';
import { idempotencyKey, registerUserRequest } from '../../../contracts/api/users.ts';
import { registerUserInput } from '../../../contracts/registration.ts';
import { parse } from '../../../lambdas/platform/parse.ts';

const request = { email: 'ann@example.com', name: 'Ann', roles: ['user'] };
const many = Array.from({ length: 26 }, (_, index) => `role-${index}`);
const longest = `${'a'.repeat(64)}@${`${'b'.repeat(60)}.`.repeat(3)}example`;

function fieldsOf(schema: Parameters<typeof parse>[0], value: unknown): readonly string[] {
  const parsed = parse(schema, value);
  return parsed.ok ? [] : [...new Set(parsed.errors.map(({ field }) => field))];
}

describe('a registration', () => {
  it.each([
    ['the shortest', { email: 'a@b.c' + 'd', name: 'A', roles: [] }],
    ['the longest', { email: longest, name: 'n'.repeat(255), organisation: 'o'.repeat(255), roles: many.slice(1) }],
    ['names of any script', { ...request, name: '山田 太郎', organisation: 'Ünïcode & Søns' }],
  ])('takes %s', (_, value) => {
    expect(fieldsOf(registerUserRequest, value)).toEqual([]);
  });

  it.each([
    ['email', { ...request, email: undefined }],
    ['email', { ...request, email: 5 }],
    ['email', { ...request, email: 'a@b' }],
    ['email', { ...request, email: `${'a'.repeat(250)}@b.example` }],
    ['name', { ...request, name: '' }],
    ['name', { ...request, name: '   ' }],
    ['name', { ...request, name: 'n'.repeat(256) }],
    ['name', { ...request, name: 'Ann\r\nBcc: eve@example.com' }],
    ['name', { ...request, name: 'Ann\u2028' }],
    ['organisation', { ...request, organisation: '' }],
    ['organisation', { ...request, organisation: 'o'.repeat(256) }],
    ['roles', { ...request, roles: undefined }],
    ['roles', { ...request, roles: 'user' }],
    ['roles', { ...request, roles: ['user', 'user'] }],
    ['roles', { ...request, roles: many }],
    ['roles.1', { ...request, roles: ['user', 'Not A Role'] }],
    ['password', { ...request, password: 'secret' }],
    ['body', []],
    ['body', null],
  ])('names %s when it is wrong', (field, value) => {
    expect(fieldsOf(registerUserRequest, value)).toEqual([field]);
  });

  it('names everything that is wrong at once', () => {
    expect(fieldsOf(registerUserRequest, { email: 'x', name: '', roles: ['A'], extra: 1 })).toEqual(
      expect.arrayContaining(['email', 'name', 'roles.0']),
    );
  });
});

describe('the workflow, started by hand', () => {
  const input = { ...request, requestedBy: '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19' };

  it('needs no more than e-mail, name, roles and the requester', () => {
    expect(parse(registerUserInput, input)).toMatchObject({ ok: true, value: { ...input, method: 'admin' } });
  });

  it.each([
    ['requestedBy', { ...request }],
    ['requestedBy', { ...input, requestedBy: 'me' }],
    ['correlationId', { ...input, correlationId: 'two words' }],
    ['method', { ...input, method: 'magic' }],
  ])('names %s when it is wrong', (field, value) => {
    expect(fieldsOf(registerUserInput, value)).toEqual([field]);
  });
});

describe('other requests', () => {
  it.each([
    ['email', createInvitationRequest, { email: 'x', roles: [] }],
    ['roles', createInvitationRequest, { email: 'ann@example.com', roles: many }],
    ['body', idempotencyKey, 'two words'],
    ['body', idempotencyKey, 'k'.repeat(256)],
    ['action', auditQuery, { action: 'a'.repeat(101) }],
    ['limit', auditQuery, { limit: '1001' }],
    ['limit', auditQuery, { limit: '0' }],
    ['limit', auditQuery, { limit: '-1' }],
    ['from', auditQuery, { from: 'yesterday' }],
    ['cursor', auditQuery, { cursor: '?' }],
  ])('name %s when it is wrong', (field, schema, value) => {
    expect(fieldsOf(schema, value)).toEqual([field]);
  });

  it('take no filter for an empty one and for the text null', () => {
    expect(parse(auditQuery, { action: '', actorId: 'null' })).toEqual({ ok: true, value: { limit: 50 } });
  });
});
