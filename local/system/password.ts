import { randomInt } from 'node:crypto';

// No 0, O, 1, l, I: a user may have to type it.
const groups = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '-_.+!'];
const LENGTH = 20;

const pick = (from: string): string => from.charAt(randomInt(from.length));

/** A random password of 20 characters (over 110 bits) with each kind of character that the pool asks for. */
export function newPassword(): string {
  const everything = groups.join('');
  for (;;) {
    const password = Array.from({ length: LENGTH }, () => pick(everything)).join('');
    const hasAll = groups.every((group) => [...password].some((character) => group.includes(character)));
    if (hasAll && /^[A-Za-z]/.test(password)) return password;
  }
}
