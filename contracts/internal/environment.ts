/** Every environment variable that the stacks set and the handlers read. */
export const environmentNames = [
  'REGISTRATIONS_TABLE',
  'USERS_TABLE',
  'ACCESS_TABLE',
  'JOURNAL_TABLE',
  'AUDIT_TABLE',
  'MAIL_TABLE',
  'INVITATIONS_TABLE',
  'SESSIONS_TABLE',
  'TOKENS_TABLE',
  'THROTTLES_TABLE',
  'USER_POOL_ID',
  'USER_POOL_CLIENT_ID',
  'EVENT_BUS_NAME',
  'STATE_MACHINE_ARN',
  /** The stage's name: a dimension of the metrics, and nothing else depends on it. */
  'STAGE',
  /** The KMS key (HMAC_256) that makes tokens and their keyed hashes. */
  'TOKEN_KEY_ID',
  /** The KMS key (symmetric) under which sessions keep the pool's tokens. */
  'SESSION_KEY_ID',
  /** The session cookie's name: `__Host-rollcall`, and `rollcall` over plain http on one machine. */
  'SESSION_COOKIE',
  /** JSON list of contracts/authentication.ts, `externalIssuer`. */
  'EXTERNAL_ISSUERS',
  /** From whom the mails come. */
  'MAIL_SENDER',
  /** To whom notices about deferred roles and failed rollbacks go. */
  'OPERATORS_ADDRESS',
  /** Where links in mails lead; no slash at the end. */
  'APP_URL',
] as const;
export type EnvironmentName = (typeof environmentNames)[number];
