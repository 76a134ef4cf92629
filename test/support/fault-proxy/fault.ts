import * as z from 'zod/mini';

/** What happens to a call instead of being answered. */
export const effect = z.discriminatedUnion('kind', [
  /** Refused, nothing forwarded. `fields` join the body, such as CancellationReasons. */
  z.strictObject({
    kind: z.literal('error'),
    name: z.string(),
    message: z.optional(z.string()),
    fields: z.optional(z.record(z.string(), z.unknown())),
  }),
  /** Forwarded and done, then the connection is dropped: the caller cannot know. */
  z.strictObject({ kind: z.literal('lost-answer') }),
  /** The connection is dropped and nothing is forwarded. */
  z.strictObject({ kind: z.literal('reset') }),
  /** Never answered, and nothing is forwarded: the caller gives up. */
  z.strictObject({ kind: z.literal('hang') }),
  /** Forwarded after a wait, also when the caller has given up meanwhile. */
  z.strictObject({ kind: z.literal('delay'), ms: z.int() }),
  /** PutEvents only: 200, where these entries failed with `code` and were not published. */
  z.strictObject({ kind: z.literal('failed-entries'), places: z.array(z.int()), code: z.string() }),
]);
export type Effect = z.infer<typeof effect>;

/** Which calls a fault meets, and which of those it hits. */
export const fault = z.strictObject({
  service: z.string(),
  operation: z.string(),
  /** Every one of these texts is in the body: ids and addresses keep parallel tests apart. */
  including: z._default(z.array(z.string()), []),
  /** Of the calls that it meets: the nth (1 is the first), the first n, or all. */
  hits: z._default(
    z.union([z.literal('all'), z.strictObject({ nth: z.int() }), z.strictObject({ first: z.int() })]),
    'all',
  ),
  effect,
});
export type Fault = z.output<typeof fault>;
/** A fault as a test writes it down. */
export type FaultSpec = z.input<typeof fault>;
