import * as z from 'zod/mini';
import { isoTime, userId } from '../../contracts/fields.ts';
import { Refusal } from '../platform/errors.ts';

/** Where a page ended. */
const position = z.strictObject({ createdAt: isoTime, userId });
export type Position = z.infer<typeof position>;

export const encodeCursor = (last: Position): string =>
  Buffer.from(JSON.stringify([last.createdAt, last.userId])).toString('base64url');

function decode(cursor: string): unknown {
  try {
    const [createdAt, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return { createdAt, userId: id };
  } catch {
    return undefined;
  }
}

/** The position in a cursor that we gave; anything else is refused with 422. */
export function decodeCursor(cursor: string): Position {
  const parsed = z.safeParse(position, decode(cursor));
  if (parsed.success) return parsed.data;
  throw new Refusal('validation_error', 'The cursor is not one of this list; start again without it.', {
    errors: [{ field: 'cursor', message: 'is not a cursor of this list' }],
  });
}
