import * as z from 'zod/mini';

/** Where a registration stands. lambdas/registration/rules.ts holds the legal moves. */
export const registrationStates = [
  'reserved',
  'created',
  'registered',
  'roles_pending',
  'roles_refused',
  'rolling_back',
  'rolled_back',
  'rollback_failed',
  'failed',
] as const;
export const registrationState = z.enum(registrationStates);
export type RegistrationState = z.infer<typeof registrationState>;

/** How the person came: an `admin` registered her, she signed up by `email`, or an `external` provider vouches for her. */
export const registrationMethod = z.enum(['admin', 'email', 'external']);
export type RegistrationMethod = z.infer<typeof registrationMethod>;

/** Why a registration failed. */
export const registrationErrorType = z.enum([
  'validation_error',
  'email_already_exists',
  'role_not_found',
  'seat_limit_reached',
  'maintenance_mode',
  'identity_provider_error',
  'role_assignment_failed',
  'unexpected_exception',
]);
export type RegistrationErrorType = z.infer<typeof registrationErrorType>;

/** Why a role was refused. */
export const roleRefusal = z.enum([
  'user_not_found',
  'role_not_found',
  'already_has_role',
  'does_not_have_role',
  'last_admin',
  'not_allowed',
  'storage_error',
]);
export type RoleRefusal = z.infer<typeof roleRefusal>;

/** Why a role was taken away: Rollcall's word, or those of who took it. */
export const revocationReason = z.string().check(z.minLength(1), z.maxLength(255));
export const USER_DELETED = 'user_deleted';

/** A failure that is safe to show, store and publish: our own words, never an exception's text. */
export const failure = z.strictObject({
  type: registrationErrorType,
  message: z.string().check(z.maxLength(1000)),
  /** The roles that were refused, where the failure is about roles. */
  roles: z.optional(z.array(z.string())),
  /** What is wrong with which field, where the failure is about the input. */
  errors: z.optional(z.array(z.strictObject({ field: z.string(), message: z.string() }))),
});
export type Failure = z.infer<typeof failure>;

/** Why a task could not be finished yet: 404 not visible, 503 everything else that may pass. */
export const transientStatus = z.union([z.literal(404), z.literal(503)]);
export type TransientStatus = z.infer<typeof transientStatus>;

/**
 * The custom attribute of the pool that names the registration which made a user: written with her, never
 * changed, so that what a registration left can be told from what somebody else made (docs/adr/0012).
 */
export const REGISTRATION_ATTRIBUTE = 'registrationId';
