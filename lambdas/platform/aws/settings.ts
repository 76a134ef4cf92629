/**
 * For every client. Two tries of 3 s each end before a task's Lambda does (10 s), so that a hanging
 * service becomes an error with a name, not a killed function.
 */
export const clientSettings = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};
