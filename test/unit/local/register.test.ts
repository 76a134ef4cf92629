import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../local/commands/register.ts';

const headers = new Headers();
const refusal = {
  type: 'urn:rollcall:problem:validation_error',
  title: 'Invalid request',
  status: 422,
  detail: 'See errors for what is wrong with which field.',
  requestId: 'request',
  errors: [
    { field: 'email', message: 'is required' },
    { field: 'roles.0', message: 'is not a role name, such as readonly' },
  ],
};

describe('readAnswer', () => {
  it('shows a registered user field by field', () => {
    const { registered, lines } = readAnswer({
      status: 201,
      headers,
      body: { userId: 'u1', roles: ['user', 'admin'] },
    });
    expect(registered).toBe(true);
    expect(lines).toEqual(['Registered:', '   userId  u1', '   roles   user, admin']);
  });

  it('counts pending roles as registered, and shows how they are completed', () => {
    const { registered, lines } = readAnswer({ status: 202, headers, body: { state: 'roles_pending' } });
    expect(registered).toBe(true);
    expect(lines[0]).toContain('pending');
  });

  it('shows a refusal by its type and detail, with the error of each field', () => {
    const { registered, lines } = readAnswer({ status: 422, headers, body: refusal });
    expect(registered).toBe(false);
    expect(lines).toEqual([
      'Refused (422 validation_error): See errors for what is wrong with which field.',
      '   email    is required',
      '   roles.0  is not a role name, such as readonly',
    ]);
  });

  it('shows the reason once where title and detail are alike', () => {
    const body = {
      type: 'urn:rollcall:problem:unknown_roles',
      title: 'There are no such roles',
      status: 422,
      detail: 'There is no role named auditor.',
      requestId: 'request',
    };
    expect(readAnswer({ status: 422, headers, body }).lines).toEqual([
      'Refused (422 unknown_roles): There is no role named auditor.',
    ]);
  });

  it('shows the status of an answer that is not a problem document', () => {
    expect(readAnswer({ status: 502, headers, body: undefined }).lines).toEqual(['Refused with status 502.']);
  });
});
