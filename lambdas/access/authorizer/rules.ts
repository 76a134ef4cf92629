/** Under which everything that was decided for a user is kept, here and by whoever keeps decisions of ours. */
export const cacheKeyPattern = (userId: string): string => `authz:${userId}:*`;

/**
 * Whether everything was ended after she proved who she is. A token says that in whole seconds: one of the
 * same second is taken for older, and she signs in once more. A time that cannot be read ends everything.
 */
export const wasSignedOut = (authenticatedAt: Date, signedOutAt: string | undefined): boolean =>
  signedOutAt !== undefined && !(authenticatedAt.getTime() > Date.parse(signedOutAt));
