import * as z from 'zod/mini';

/** Why sessions were revoked. */
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

/** `cookie` for browsers, `token` for API clients. */
export const sessionMode = z.enum(['cookie', 'token']);
export type SessionMode = z.infer<typeof sessionMode>;

const DAY_SECONDS = 24 * 60 * 60;

/** A session expires after 30 days, or after 7 days without a request. */
export const SESSION_SECONDS = 30 * DAY_SECONDS;
export const IDLE_SECONDS = 7 * DAY_SECONDS;

/** The time of a session's last request is stored at most once in this time. */
export const SEEN_SECONDS = 60;
