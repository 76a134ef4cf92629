import type * as z from 'zod/mini';
import { Refusal } from './errors.ts';
import { parse } from './parse.ts';

/** Where a page ended, as text that callers hand back and need not understand. Not a secret. */
export const writeCursor = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString('base64url');

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The position in a cursor that `isOfList` knows as its own; anything else is refused with 422. */
export function readCursor<Schema extends z.ZodMiniType>(
  cursor: string,
  position: Schema,
  isOfList: (position: z.output<Schema>) => boolean = () => true,
): z.output<Schema> {
  const read = parse(position, decode(cursor));
  if (read.ok && isOfList(read.value)) return read.value;
  const errors = [{ field: 'cursor', message: 'is not a cursor of this list' }];
  throw new Refusal('validation_error', 'Send the nextCursor of a page of this very list, or no cursor.', { errors });
}
