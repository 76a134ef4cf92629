/**
 * Stands in for @aws-sdk/credential-provider-node in every bundle (lib/bundle.ts): a Lambda's
 * credentials come from its environment, and the chain of other sources costs 39 ms at start.
 */
export const defaultProvider = () => async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
  ...(process.env.AWS_SESSION_TOKEN ? { sessionToken: process.env.AWS_SESSION_TOKEN } : {}),
});
