import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { readCursor as readPosition, writeCursor as writePosition } from '../platform/cursor.ts';
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
  writePosition({ at, list: fingerprint(selection) });

/** `at` of the row after which to go on. Refuses with 422 what is no cursor of this very list. */
export const readCursor = (selection: Selection, cursor: string): string =>
  readPosition(cursor, position, ({ list }) => list === fingerprint(selection)).at;
