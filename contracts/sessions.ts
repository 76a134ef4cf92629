import * as z from 'zod/mini';

/** Why sessions were ended. */
export const sessionEndReason = z.enum([
  'logged_out',
  'logged_out_everywhere',
  'revoked_by_user',
  'revoked_by_admin',
  'refresh_token_reused',
  'admin_role_revoked',
  'user_disabled',
  'user_deleted',
  'password_reset',
  'password_changed',
]);
export type SessionEndReason = z.infer<typeof sessionEndReason>;
