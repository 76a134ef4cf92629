import * as z from 'zod/mini';
import { personalText, storedText } from './stored.ts';

/** The states of a registration. lambdas/registration/rules.ts has the permitted transitions. */
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

/** An `admin` registered the user, the user signed up by `email`, or an `external` provider identified them. */
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

/** Why a role was not assigned or not revoked. */
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

/** The reason of the role revocations that a user's deletion causes; other reasons are the caller's text. */
export const USER_DELETED = 'user_deleted';

/** A failure that is safe to show, store and publish: Rollcall's own sentences, never an exception's text. */
export const failure = z.object({
  type: registrationErrorType,
  /** May quote the e-mail address. */
  message: personalText,
  /** The roles that were refused, where the failure is about roles. */
  roles: z.optional(z.array(storedText)),
  /** What is wrong with which field, where the failure is about the input. */
  errors: z.optional(z.array(z.object({ field: storedText, message: storedText }))),
});
export type Failure = z.infer<typeof failure>;

/** A transient failure of a task: 404 when the user is not visible yet, 503 for every other one. */
export const transientStatus = z.union([z.literal(404), z.literal(503)]);
export type TransientStatus = z.infer<typeof transientStatus>;

/**
 * The user pool's custom attribute with the id of the registration that created the user. It is written with
 * the user and never changed, so that the reconciler deletes only users that a registration created (docs/adr/0012).
 */
export const REGISTRATION_ATTRIBUTE = 'registrationId';
