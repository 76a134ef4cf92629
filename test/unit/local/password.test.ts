import { expect, it } from 'vitest';
import { newPassword } from '../../../local/system/password.ts';

it('newPassword returns 20 characters with each kind that the pool requires, and a different one every time', () => {
  const passwords = Array.from({ length: 50 }, newPassword);
  for (const password of passwords) expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[-_.+!]).{20}$/);
  expect(new Set(passwords).size).toBe(50);
});
