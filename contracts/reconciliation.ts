import * as z from 'zod/mini';
import { isoTime } from './fields.ts';

/**
 * The input and the output of the function that reconciles the user pool with the database.
 * The schedule sends `tick`: it continues a paused pass, or starts one when the last one is a day old.
 */
export const reconcileCommand = z.object({
  action: z.enum(['tick', 'start', 'continue']),
  /** Removes the removable findings. The schedule only reports. */
  fix: z._default(z.boolean(), false),
  /** Pauses the pass after this time, so that a caller can show progress; the function's own limit when absent. */
  seconds: z.optional(z.int().check(z.gte(1), z.lte(900))),
});
export type ReconcileCommand = z.output<typeof reconcileCommand>;

/** The parts of a registered user: in the pool, in the users table, the lock on the e-mail address, the roles. */
const part = z.enum(['user', 'profile', 'email_lock', 'authorization']);
export type Part = z.infer<typeof part>;

/**
 *   stranger              in the pool or the users table, but not created by a registration
 *   unknown_registration  has a registration id without a record
 *   leftovers             the record says that there is no user, but `parts` exist
 *   incomplete            the record says that there is a user, but `parts` are missing
 *   half_deleted          a deletion stopped half-way, and `parts` still exist
 */
export const findingKinds = ['stranger', 'unknown_registration', 'leftovers', 'incomplete', 'half_deleted'] as const;
const findingKind = z.enum(findingKinds);
export type FindingKind = z.infer<typeof findingKind>;

/** Ids only. `userId` is the pool's `sub` where the username is not one of Rollcall's. */
const finding = z.object({
  kind: findingKind,
  userId: z.string(),
  registrationId: z.optional(z.string()),
  parts: z.array(part),
  /** True only for leftovers that hold no role. */
  removable: z.boolean(),
  removed: z.optional(z.boolean()),
});
export type Finding = z.infer<typeof finding>;

export const reconcileReport = z.object({
  /** `paused`: send `continue`. `busy`: another pass runs. `not_due`: the last pass is less than a day old. */
  outcome: z.enum(['finished', 'paused', 'busy', 'not_due']),
  passId: z.optional(z.string()),
  startedAt: z.optional(isoTime),
  /** Users of the pool and profiles that were checked, and AdminGetUser calls. */
  seen: z.object({ users: z.int(), profiles: z.int(), lookups: z.int() }),
  counts: z.record(findingKind, z.int()),
  removed: z.int(),
  /** The first 250; the counts include all. */
  findings: z.array(finding),
});
export type ReconcileReport = z.infer<typeof reconcileReport>;
