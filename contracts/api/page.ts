import * as z from 'zod/mini';

export const DEFAULT_LIMIT = 50;

/** `limit` of a page, in the query string; 50 by default. */
export const pageLimit = (most: number) =>
  z.pipe(
    z.pipe(
      z._default(z.string().check(z.regex(/^\d{1,5}$/, 'must be a whole number')), String(DEFAULT_LIMIT)),
      z.transform(Number),
    ),
    z.int().check(z.minimum(1), z.maximum(most)),
  );

/** Opaque: what the previous page gave as `nextCursor`. */
export const cursor = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,2048}$/, 'is not a cursor of this list'));

// @__NO_SIDE_EFFECTS__: a bundle that does not list leaves it out.
export const pageQuery = (most: number) => z.strictObject({ limit: pageLimit(most), cursor: z.optional(cursor) });
