import * as z from 'zod/mini';

/** How a user authenticated. */
export const authenticationMethod = z.enum(['password', 'external']);
export type AuthenticationMethod = z.infer<typeof authenticationMethod>;

/**
 * Why an authentication failed. Events have the reason; the caller gets the same refusal for every reason.
 * `user_inactive` and `not_verified` occur only after a correct password. `locked`: the identity provider
 * refused before it checked the password (too many attempts, or a user disabled there).
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

/** The name of a provider of external identities; `firebase` is the default of requests. */
export const authType = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9_-]{0,62}$/, 'is not the name of a provider, such as google'));
export const DEFAULT_AUTH_TYPE = 'firebase';

/** An OIDC issuer whose ID tokens are accepted; the environment variable EXTERNAL_ISSUERS is a JSON list of these. */
export const externalIssuer = z.strictObject({
  authType,
  issuer: z.url(),
  /** The required `aud` claim: the client's or the project's id. */
  audience: z.string().check(z.minLength(1)),
  /** URL of its public keys. */
  jwksUri: z.url(),
});
export type ExternalIssuer = z.infer<typeof externalIssuer>;

/** In characters. No composition rules: the strength estimate decides. */
export const PASSWORD_LENGTH = { min: 8, max: 128 } as const;

/** zxcvbn's score, 0 to 4: 2 needs more than a million guesses, which is more than a day at 10 guesses a second. */
export const LEAST_PASSWORD_SCORE = 2;

/** Validity of the links in mails. */
export const VERIFICATION_MINUTES = 24 * 60;
export const PASSWORD_RESET_MINUTES = 30;
