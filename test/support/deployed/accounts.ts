import { randomUUID } from 'node:crypto';

export interface Account {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** An account that no other test uses. */
export const newAccount = (more: Partial<Account> = {}): Account => ({
  email: `ann.${randomUUID()}@example.com`,
  name: 'Ann Example',
  roles: ['user'],
  ...more,
});
