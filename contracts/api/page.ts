import * as z from 'zod/mini';

export const DEFAULT_LIMIT = 50;

/** The query parameter `limit`: items per page, 50 by default. */
export const pageLimit = (max: number) =>
  z.pipe(
    z.pipe(
      z._default(z.string().check(z.regex(/^\d{1,5}$/, 'must be a whole number')), String(DEFAULT_LIMIT)),
      z.transform(Number),
    ),
    z.int().check(z.minimum(1), z.maximum(max)),
  );

/** Opaque: `nextCursor` of the previous page. */
export const cursor = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,2048}$/, 'is not a cursor of this list'));

// @__NO_SIDE_EFFECTS__: a bundle without a list leaves it out.
export const pageQuery = (max: number) => z.strictObject({ limit: pageLimit(max), cursor: z.optional(cursor) });
