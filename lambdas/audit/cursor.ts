import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { Refusal } from '../platform/errors.ts';
import { parse } from '../platform/parse.ts';
import type { Selection } from './query.ts';

/** Where a page ended: `at` of the last row that was read, and which list it belongs to. */
const position = z.strictObject({
  at: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9a-f-]{36}$/)),
  list: z.string(),
});

/** The same for every page of one list, whatever its limit. Not a secret: it only catches mistakes. */
function fingerprint({ index, partition, rest, from, to }: Selection): string {
  const list = JSON.stringify([
    index.name,
    partition,
    rest.map(({ attribute, value }) => [attribute, value]),
    from,
    to,
  ]);
  return createHash('sha256').update(list).digest('base64url').slice(0, 16);
}

export const writeCursor = (selection: Selection, at: string): string =>
  Buffer.from(JSON.stringify({ at, list: fingerprint(selection) })).toString('base64url');

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** `at` of the row after which to go on. Refuses with 422 what is no cursor of this very list. */
export function readCursor(selection: Selection, cursor: string): string {
  const read = parse(position, decode(cursor));
  if (read.ok && read.value.list === fingerprint(selection)) return read.value.at;
  const errors = [{ field: 'cursor', message: 'is not a cursor of this list' }];
  throw new Refusal('validation_error', 'Send the nextCursor of a page with the same filters, or no cursor.', {
    errors,
  });
}
