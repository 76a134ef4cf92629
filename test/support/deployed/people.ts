import { randomUUID } from 'node:crypto';

export interface Person {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Somebody whom no other test knows. */
export const newPerson = (more: Partial<Person> = {}): Person => ({
  email: `ann.${randomUUID()}@example.com`,
  name: 'Ann Example',
  roles: ['user'],
  ...more,
});
