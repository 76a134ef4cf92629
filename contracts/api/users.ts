import * as z from 'zod/mini';
import { emailInput } from '../email.ts';
import { emailText, isoTime, organisationName, personName, registrationId, roleNames, userId } from '../fields.ts';
import { transientStatus } from '../registration.ts';
import { pageQuery } from './page.ts';

/** What the caller chooses once, so that a repeated POST is the same POST. */
export const idempotencyKey = z
  .string()
  .check(z.regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters'));

export const registerUserRequest = z.strictObject({
  email: emailInput,
  name: personName,
  organisation: z.optional(organisationName),
  roles: roleNames,
});
export type RegisterUserRequest = z.output<typeof registerUserRequest>;

/** `roles_pending`: registered, but the roles follow. `disabled` users cannot sign in. */
export const userStatus = z.enum(['active', 'roles_pending', 'roles_refused', 'disabled']);

export const user = z.strictObject({
  userId,
  email: emailText,
  name: z.string(),
  organisation: z.optional(z.string()),
  roles: roleNames,
  status: userStatus,
  registrationId,
  createdAt: isoTime,
});
export type User = z.infer<typeof user>;

export const registeredUserResponse = z.strictObject({
  registrationId,
  userId,
  email: emailText,
  name: z.string(),
  organisation: z.optional(z.string()),
  roles: roleNames,
  status: z.literal('active'),
});

/** 202: still running (`state` says where), or registered with its roles pending, or refused later for good. */
export const acceptedRegistrationResponse = z.strictObject({
  registrationId,
  state: z.enum(['reserved', 'created', 'roles_pending', 'roles_refused', 'rolling_back']),
  userId: z.optional(userId),
  transientStatus: z.optional(transientStatus),
  rolesPending: z.optional(roleNames),
});

export const userPath = z.strictObject({ userId });
export const deleteUserQuery = z.strictObject({ confirm: z.optional(z.enum(['true', 'false'])) });
export const listUsersQuery = pageQuery(100);
export const userPage = z.strictObject({ items: z.array(user), nextCursor: z.optional(z.string()) });
