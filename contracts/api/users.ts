import * as z from 'zod/mini';
import { emailInput } from '../email.ts';
import { isoTime, organisationName, personName, registrationId, roleNames, userId } from '../fields.ts';
import { transientStatus } from '../registration.ts';
import { storedText } from '../stored.ts';
import { pageQuery } from './page.ts';

/** Chosen by the caller: a repeated request with the same key has one effect. */
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

/** `roles_pending`: registered, the roles are assigned later. `disabled` users cannot sign in. */
export const userStatus = z.enum(['active', 'roles_pending', 'roles_refused', 'disabled']);

export const user = z.strictObject({
  userId,
  email: storedText,
  name: storedText,
  organisation: z.optional(storedText),
  roles: z.array(storedText),
  status: userStatus,
  registrationId,
  createdAt: isoTime,
});
export type User = z.infer<typeof user>;

export const registeredUserResponse = z.strictObject({
  registrationId,
  userId,
  email: storedText,
  name: storedText,
  organisation: z.optional(storedText),
  roles: z.array(storedText),
  status: z.literal('active'),
});

/** 202: the registration is running (`state`), or the user is registered and the roles are pending or were refused. */
export const acceptedRegistrationResponse = z.strictObject({
  registrationId,
  state: z.enum(['reserved', 'created', 'roles_pending', 'roles_refused', 'rolling_back']),
  userId: z.optional(userId),
  transientStatus: z.optional(transientStatus),
  rolesPending: z.optional(z.array(storedText)),
});

export const userPath = z.strictObject({ userId });
export const deleteUserQuery = z.strictObject({ confirm: z.optional(z.enum(['true', 'false'])) });
export const listUsersQuery = pageQuery(100);
export const userPage = z.strictObject({ items: z.array(user), nextCursor: z.optional(z.string()) });
