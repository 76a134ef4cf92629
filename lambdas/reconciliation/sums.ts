/**
 * Finds users of the table that the pool did not list, in 16 KB whatever their number: each id is folded (XOR) into
 * one of 4,096 sums, once for each side. A sum that is not zero has an id that only one side had. Two such ids in one
 * sum hide each other once in 4 thousand million.
 */
const SUMS = 4096;

// A user id is a UUIDv5, so any of its hexadecimal digits but two are evenly spread.
const indexOf = (userId: string): number => Number.parseInt(userId.slice(0, 3), 16) % SUMS;
const lastDigitsOf = (userId: string): number => Number.parseInt(userId.slice(-8), 16);

const decode = (sums: string): Int32Array => new Int32Array(Uint8Array.from(Buffer.from(sums, 'base64')).buffer);
const encode = (sums: Int32Array): string => Buffer.from(sums.buffer).toString('base64');

export const noSums = (): string => encode(new Int32Array(SUMS));

/** Folds ids into `sums`; an id that is folded in twice leaves no trace. */
export function fold(sums: string, userIds: readonly string[]): string {
  const decoded = decode(sums);
  for (const userId of userIds) decoded[indexOf(userId)] = (decoded[indexOf(userId)] ?? 0) ^ lastDigitsOf(userId);
  return encode(decoded);
}

/** Decodes the sums once and returns whether an id may be on one side only. */
export function suspects(sums: string): (userId: string) => boolean {
  const decoded = decode(sums);
  return (userId) => decoded[indexOf(userId)] !== 0;
}
