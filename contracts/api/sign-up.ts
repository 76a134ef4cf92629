import * as z from 'zod/mini';
import { PASSWORD_LENGTH } from '../authentication.ts';
import { emailInput } from '../email.ts';
import { personName } from '../fields.ts';

/** A password that somebody chooses; its strength is judged beside this. */
export const newPassword = z.string().check(z.minLength(PASSWORD_LENGTH.min), z.maxLength(PASSWORD_LENGTH.max));

/** A token out of a mail. */
export const mailedToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,40}$/, 'is not a token of a mail of ours'));

export const signUpRequest = z.strictObject({ email: emailInput, password: newPassword, name: personName });

export type SignUpRequest = z.output<typeof signUpRequest>;

/** The one answer of all that must not tell whether an address is known. */
export const accepted = z.strictObject({ status: z.literal('accepted') });

export const verifyRequest = z.strictObject({ token: mailedToken });
export const verified = z.strictObject({ status: z.literal('verified') });
export const resendVerificationRequest = z.strictObject({ email: emailInput });
