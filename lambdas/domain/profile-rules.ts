import type { Profile } from './profiles.ts';

/** A user registered by an administrator counts as verified. Items older than the attribute `method` are of administrators. */
export const isVerified = ({
  emailVerifiedAt,
  method = 'admin',
}: Pick<Profile, 'emailVerifiedAt' | 'method'>): boolean => emailVerifiedAt !== undefined || method === 'admin';
