import * as z from 'zod/mini';

/** How somebody proved who she is. */
export const authenticationMethod = z.enum(['password', 'external']);
export type AuthenticationMethod = z.infer<typeof authenticationMethod>;

/**
 * Why an authentication failed; for events only, the caller always gets one and the same refusal.
 * `user_inactive` and `not_verified` are told apart only after a right password. `locked`: the identity
 * provider refused before it looked at the password (too many attempts, or a user disabled there).
 */
export const authenticationRefusal = z.enum([
  'user_not_found',
  'incorrect_password',
  'user_inactive',
  'not_verified',
  'password_reset_required',
  'locked',
  'unexpected_exception',
]);
export type AuthenticationRefusal = z.infer<typeof authenticationRefusal>;

/** A provider of external identities; `firebase` where a request names none. */
export const authType = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9_-]{0,62}$/, 'is not the name of a provider, such as google'));
export const DEFAULT_AUTH_TYPE = 'firebase';

/** An OIDC issuer whose ID tokens are taken; the environment variable EXTERNAL_ISSUERS is a JSON list of these. */
export const externalIssuer = z.strictObject({
  authType,
  issuer: z.url(),
  /** What `aud` must be: the client's or the project's id. */
  audience: z.string().check(z.minLength(1)),
  /** Where its public keys are. */
  jwksUri: z.url(),
});
export type ExternalIssuer = z.infer<typeof externalIssuer>;

/** Numbers of what people type; passwords are not composed by rules but judged by strength. */
export const PASSWORD_LENGTH = { min: 8, max: 128 } as const;

/** zxcvbn's score, 0 to 4: 2 takes more than a million guesses, 10 a second from outside for a day and more. */
export const LEAST_PASSWORD_SCORE = 2;

/** How long a link in a mail works. */
export const VERIFICATION_MINUTES = 24 * 60;
export const PASSWORD_RESET_MINUTES = 30;
