import * as z from 'zod/mini';
import { isoTime } from './fields.ts';

/**
 * What the reconciler, which holds the pool against the records, is asked and answers.
 * `tick` is the schedule's: it goes on with a pass that is paused, or begins one when a day has passed.
 */
export const reconcileCommand = z.object({
  action: z.enum(['tick', 'start', 'continue']),
  /** Removes what is removable; the schedule only reports. */
  fix: z._default(z.boolean(), false),
  /** Pauses after this long, so that a caller can show progress; the function's own limit when absent. */
  seconds: z.optional(z.int().check(z.gte(1), z.lte(900))),
});
export type ReconcileCommand = z.output<typeof reconcileCommand>;

/** What a registered user consists of: in the pool, in the users table, the taken address, the roles. */
const part = z.enum(['user', 'profile', 'email_lock', 'authorization']);
export type Part = z.infer<typeof part>;

/**
 *   stranger              in the pool or the users table without a registration of ours
 *   unknown_registration  carries a registration's id that no record has
 *   leftovers             the record says that there is no user, and `parts` of one are there
 *   incomplete            the record says that there is a user, and `parts` of her are missing
 *   half_deleted          a deletion stopped half-way, and `parts` are still there
 */
export const findingKinds = ['stranger', 'unknown_registration', 'leftovers', 'incomplete', 'half_deleted'] as const;
const findingKind = z.enum(findingKinds);
export type FindingKind = z.infer<typeof findingKind>;

/** Ids only. `userId` is the pool's `sub` where the username is none that Rollcall would choose. */
const finding = z.object({
  kind: findingKind,
  userId: z.string(),
  registrationId: z.optional(z.string()),
  parts: z.array(part),
  /** Only leftovers whose own record says that there is no user, and that hold no role. */
  removable: z.boolean(),
  removed: z.optional(z.boolean()),
});
export type Finding = z.infer<typeof finding>;

export const reconcileReport = z.object({
  /** `paused`: continue it. `busy`: another one runs. `not_due`: the last one is less than a day old. */
  outcome: z.enum(['finished', 'paused', 'busy', 'not_due']),
  passId: z.optional(z.string()),
  startedAt: z.optional(isoTime),
  /** Users of the pool and of the users table that were looked at, and AdminGetUser calls. */
  seen: z.object({ users: z.int(), profiles: z.int(), lookups: z.int() }),
  counts: z.record(findingKind, z.int()),
  removed: z.int(),
  /** The first 250; the counts are whole. */
  findings: z.array(finding),
});
export type ReconcileReport = z.infer<typeof reconcileReport>;
