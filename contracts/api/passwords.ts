import * as z from 'zod/mini';
import { PASSWORD_LENGTH } from '../authentication.ts';
import { emailInput } from '../email.ts';
import { mailedToken, newPassword } from './sign-up.ts';

export const forgotPasswordRequest = z.strictObject({ email: emailInput });
export const resetPasswordRequest = z.strictObject({ token: mailedToken, password: newPassword });

/** A password that was chosen earlier: the minimum length of new passwords does not apply. */
export const currentPassword = z.string().check(z.minLength(1), z.maxLength(PASSWORD_LENGTH.max));
export const changePasswordRequest = z.strictObject({ currentPassword, newPassword });
