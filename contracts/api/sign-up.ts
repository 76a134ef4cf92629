import * as z from 'zod/mini';
import { PASSWORD_LENGTH } from '../authentication.ts';
import { emailInput } from '../email.ts';
import { personName } from '../fields.ts';

/** A new password; its strength is estimated separately. */
export const newPassword = z.string().check(z.minLength(PASSWORD_LENGTH.min), z.maxLength(PASSWORD_LENGTH.max));

/** The token of a mailed link. */
export const mailedToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,40}$/, 'is not the token of a mailed link'));

export const signUpRequest = z.strictObject({ email: emailInput, password: newPassword, name: personName });

export type SignUpRequest = z.output<typeof signUpRequest>;

/** The response of every operation that must not reveal whether an address is known. */
export const accepted = z.strictObject({ status: z.literal('accepted') });

export const verifyRequest = z.strictObject({ token: mailedToken });
export const verified = z.strictObject({ status: z.literal('verified') });
export const resendVerificationRequest = z.strictObject({ email: emailInput });
