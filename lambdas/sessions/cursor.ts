import * as z from 'zod/mini';
import { isoTime } from '../../contracts/fields.ts';
import { Refusal } from '../platform/errors.ts';
import type { SessionPosition } from '../platform/sessions/store.ts';

const position = z.strictObject({ createdAt: isoTime, sessionId: z.uuid() });

export const encodeCursor = (last: SessionPosition): string =>
  Buffer.from(JSON.stringify([last.createdAt, last.sessionId])).toString('base64url');

function decode(cursor: string): unknown {
  try {
    const [createdAt, sessionId] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return { createdAt, sessionId };
  } catch {
    return undefined;
  }
}

/** The position in a cursor that we gave; anything else is refused with 422. */
export function decodeCursor(cursor: string): SessionPosition {
  const parsed = z.safeParse(position, decode(cursor));
  if (parsed.success) return parsed.data;
  throw new Refusal('validation_error', 'The cursor is not one of this list; start again without it.', {
    errors: [{ field: 'cursor', message: 'is not a cursor of this list' }],
  });
}
