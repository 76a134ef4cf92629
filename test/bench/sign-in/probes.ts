import { randomUUID } from 'node:crypto';

/** A request whose answer must not reveal whether its address is known. */
export interface Probe {
  readonly name: string;
  readonly path: string;
  readonly status: number;
  readonly body: (email: string) => object;
  /** Whether the request itself makes a stranger's address known: then each is good for one. */
  readonly registers?: true;
}

// Strong enough for a sign-up, and the password of no account.
const PASSWORD = 'seven quiet lanterns above the harbour';

export const probes: readonly Probe[] = [
  {
    name: 'sign-up',
    path: '/v1/auth/sign-up',
    status: 202,
    body: (email) => ({ email, password: PASSWORD, name: 'Ann Example' }),
    registers: true,
  },
  { name: 'login', path: '/v1/auth/login', status: 401, body: (email) => ({ email, password: PASSWORD }) },
  { name: 'forgot', path: '/v1/auth/password/forgot', status: 202, body: (email) => ({ email }) },
  { name: 'resend', path: '/v1/auth/verify/resend', status: 202, body: (email) => ({ email }) },
];

export const aStranger = (): string => `unknown.${randomUUID()}@example.com`;
