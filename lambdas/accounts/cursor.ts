import * as z from 'zod/mini';
import { isoTime, userId } from '../../contracts/fields.ts';
import { readCursor, writeCursor } from '../platform/cursor.ts';

const position = z.tuple([isoTime, userId]);

/** Where a page ended. */
export interface Position {
  readonly createdAt: string;
  readonly userId: string;
}

export const encodeCursor = (last: Position): string => writeCursor([last.createdAt, last.userId]);

/** The position in a cursor that we gave; anything else is refused with 422. */
export function decodeCursor(cursor: string): Position {
  const [createdAt, id] = readCursor(cursor, position);
  return { createdAt, userId: id };
}
