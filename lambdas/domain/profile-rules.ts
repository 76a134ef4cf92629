import type { Profile } from './profiles.ts';

/** A user registered by an administrator counts as verified; items older than the attribute do not say who registered. */
export const isVerified = ({
  emailVerifiedAt,
  method = 'admin',
}: Pick<Profile, 'emailVerifiedAt' | 'method'>): boolean => emailVerifiedAt !== undefined || method === 'admin';
