/**
 * Which users of the table the pool did not list, in 16 KB whatever their number: each id is folded (XOR)
 * into one of 4,096 sums, once for either side. A sum that is not zero has an id that only one side had.
 * Two such ids of one sum hide each other once in 4 thousand million.
 */
const SUMS = 4096;

// A user id is a UUIDv5, so any of its hexadecimal digits but two are evenly spread.
const placeOf = (userId: string): number => Number.parseInt(userId.slice(0, 3), 16) % SUMS;
const digitsOf = (userId: string): number => Number.parseInt(userId.slice(-8), 16);

const open = (sums: string): Int32Array => new Int32Array(Uint8Array.from(Buffer.from(sums, 'base64')).buffer);
const close = (sums: Int32Array): string => Buffer.from(sums.buffer).toString('base64');

export const noSums = (): string => close(new Int32Array(SUMS));

/** `sums` with the ids of one side folded in; folded in twice, an id is out again. */
export function fold(sums: string, userIds: readonly string[]): string {
  const opened = open(sums);
  for (const userId of userIds) opened[placeOf(userId)] = (opened[placeOf(userId)] ?? 0) ^ digitsOf(userId);
  return close(opened);
}

/** Reads the sums once, then says of any id whether it may be on one side only. */
export function suspects(sums: string): (userId: string) => boolean {
  const opened = open(sums);
  return (userId) => opened[placeOf(userId)] !== 0;
}
