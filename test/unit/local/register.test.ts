import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../local/register/answer-lines.ts';
import { rolesIn } from '../../../local/register/roles-argument.ts';

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

describe('the answer to npm run register', () => {
  it('shows a user field by field', () => {
    const { registered, lines } = readAnswer({
      status: 201,
      headers,
      body: { userId: 'u1', roles: ['user', 'admin'] },
    });
    expect(registered).toBe(true);
    expect(lines).toEqual(['Registered:', '   userId  u1', '   roles   user, admin']);
  });

  it('counts pending roles as registered, and says how they are completed', () => {
    const { registered, lines } = readAnswer({ status: 202, headers, body: { state: 'roles_pending' } });
    expect(registered).toBe(true);
    expect(lines[0]).toContain('pending');
  });

  it('shows a refusal with what is wrong with which field', () => {
    const { registered, lines } = readAnswer({ status: 422, headers, body: refusal });
    expect(registered).toBe(false);
    expect(lines).toEqual([
      'Refused (422): Invalid request. See errors for what is wrong with which field.',
      '   email    is required',
      '   roles.0  is not a role name, such as readonly',
    ]);
  });

  it('shows at least the status of an answer that is no problem', () => {
    expect(readAnswer({ status: 502, headers, body: undefined }).lines).toEqual(['Refused with status 502.']);
  });
});

describe('--role', () => {
  it('may be said more than once', () => {
    expect(rolesIn(['--email', 'a@example.com', '--role', 'user', '--role=readonly'])).toEqual(['user', 'readonly']);
  });

  it('may be left out', () => {
    expect(rolesIn(['--json'])).toEqual([]);
  });
});
