import * as z from 'zod/mini';
import { isoTime } from '../../contracts/fields.ts';
import type { SessionPosition } from '../domain/sessions/store.ts';
import { readCursor, writeCursor } from '../platform/cursor.ts';

const position = z.tuple([isoTime, z.uuid()]);

export const encodeCursor = (last: SessionPosition): string => writeCursor([last.createdAt, last.sessionId]);

/** The position in a cursor that we gave; anything else is refused with 422. */
export function decodeCursor(cursor: string): SessionPosition {
  const [createdAt, sessionId] = readCursor(cursor, position);
  return { createdAt, sessionId };
}
