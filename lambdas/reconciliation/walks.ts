import type { Finding } from '../../contracts/reconciliation.ts';
import type { PoolUser, ReconciledPool } from '../domain/user-pool/users.ts';
import { logger } from '../platform/observability/logger.ts';
import type { Clock } from '../platform/runtime.ts';
import { isSettled } from './rules.ts';
import { inPhase, newPass, type Pass, type ReconciliationStore, withFindings } from './store.ts';
import { type CheckUsers, logFindings, type StoredSubject } from './subjects.ts';

export interface PoolWalkDependencies {
  readonly pool: Pick<ReconciledPool, 'list'>;
  readonly check: CheckUsers;
  readonly clock: Clock;
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** Names a user by `sub` where the username is no UUID and may be a name: reports and logs hold ids only. */
function withoutNames(findings: readonly Finding[], users: readonly PoolUser[]): readonly Finding[] {
  const subs = new Map(users.map(({ username, sub }) => [username, sub]));
  return findings.map((finding) =>
    isUuid(finding.userId) ? finding : { ...finding, userId: subs.get(finding.userId) ?? '' },
  );
}

/** Both sides of the sums use the profile's time, so that a user created during the pass is on neither. */
const isInSums = (pass: Pass, createdAt: string): boolean => isSettled(createdAt, new Date(pass.startedAt));

const userIdsInSums = (pass: Pass, subjects: readonly StoredSubject[]): readonly string[] =>
  subjects.flatMap(({ profile }) => (profile && isInSums(pass, profile.createdAt) ? [profile.userId] : []));

/** Phase `pool`: checks one page of the pool's users, except those younger than 15 minutes, and adds them to the sums. */
export function walkPool({ pool, check, clock }: PoolWalkDependencies) {
  return async (pass: Pass): Promise<Pass> => {
    const page = await pool.list(pass.cursor);
    if (page === 'outdated') {
      const { passId, fix, scheduled } = pass;
      logger.warn('the user pool refused the page token; the pass starts again', { passId });
      return newPass({ passId, fix, scheduled, at: clock() });
    }
    const { users, next } = page;
    const { subjects, findings } = await check(
      users.map(({ username, registrationId }) => ({ userId: username, registrationId, inPool: true })),
    );
    const young = new Set(users.filter(({ createdAt }) => !isSettled(createdAt, clock())).map((user) => user.username));
    const ofOlderUsers = findings.filter(({ userId }) => !young.has(userId));
    const reported = withoutNames(ofOlderUsers, users);
    logFindings(pass.passId, reported);
    const after = {
      ...withFindings(pass, reported),
      sums: fold(pass.sums, userIdsInSums(pass, subjects)),
      seen: { ...pass.seen, users: pass.seen.users + users.length },
    };
    return next === undefined ? inPhase(after, 'profiles') : { ...after, cursor: next };
  };
}

type ProfileStore = Pick<ReconciliationStore, 'profiles'>;

/** Phase `profiles`: adds one page of the users table to the other side of the sums. */
export function sumProfiles(store: ProfileStore) {
  return async (pass: Pass): Promise<Pass> => {
    const { profiles, next } = await store.profiles(pass.cursor);
    const userIds = profiles.filter(({ createdAt }) => isInSums(pass, createdAt)).map(({ userId }) => userId);
    const seen = { ...pass.seen, profiles: pass.seen.profiles + profiles.length };
    const after = { ...pass, sums: fold(pass.sums, userIds), seen };
    return next === undefined ? inPhase(after, 'missing') : { ...after, cursor: next };
  };
}

export interface MissingWalkDependencies {
  readonly store: ProfileStore;
  readonly pool: Pick<ReconciledPool, 'exists'>;
  readonly check: CheckUsers;
  readonly clock: Clock;
}

/**
 * Phase `missing`: reads the users table again, one page a call. A user in a suspicious sum is looked up in the pool,
 * and checked when the pool does not have them. The phase `pool` has checked all others.
 */
export function findMissing({ store, pool, check, clock }: MissingWalkDependencies) {
  async function withoutPoolUser(userIds: readonly string[]): Promise<readonly string[]> {
    const missing: string[] = [];
    for (const userId of userIds) if (!(await pool.exists(userId))) missing.push(userId);
    return missing;
  }

  return async (pass: Pass): Promise<Pass> => {
    const { profiles, next } = await store.profiles(pass.cursor);
    const isSuspect = suspects(pass.sums);
    const suspected = profiles
      .filter(({ userId, createdAt }) => isSettled(createdAt, clock()) && isSuspect(userId))
      .map(({ userId }) => userId);
    const missing = await withoutPoolUser(suspected);
    const { findings } = await check(missing.map((userId) => ({ userId, inPool: false })));
    logFindings(pass.passId, findings);
    const seen = { ...pass.seen, lookups: pass.seen.lookups + suspected.length };
    const after = { ...withFindings(pass, findings), seen };
    return next === undefined ? inPhase(after, 'removing') : { ...after, cursor: next };
  };
}

/**
 * Finds users of the table that the pool did not list, in 16 KB whatever their number: each id is folded (XOR) into
 * one of 4,096 sums, once for each side. A sum that is not zero has an id that only one side had. Two such ids in one
 * sum hide each other once in 4 thousand million.
 */
const SUMS = 4096;

// A user id is a UUIDv5, so any of its hexadecimal digits but two are evenly spread.
const indexOf = (userId: string): number => Number.parseInt(userId.slice(0, 3), 16) % SUMS;
const lastDigitsOf = (userId: string): number => Number.parseInt(userId.slice(-8), 16);

const decode = (sums: string): Int32Array => new Int32Array(Uint8Array.from(Buffer.from(sums, 'base64')).buffer);
const encode = (sums: Int32Array): string => Buffer.from(sums.buffer).toString('base64');

export const noSums = (): string => encode(new Int32Array(SUMS));

/** Folds ids into `sums`; an id that is folded in twice leaves no trace. */
export function fold(sums: string, userIds: readonly string[]): string {
  const decoded = decode(sums);
  for (const userId of userIds) decoded[indexOf(userId)] = (decoded[indexOf(userId)] ?? 0) ^ lastDigitsOf(userId);
  return encode(decoded);
}

/** Decodes the sums once and returns whether an id may be on one side only. */
export function suspects(sums: string): (userId: string) => boolean {
  const decoded = decode(sums);
  return (userId) => decoded[indexOf(userId)] !== 0;
}
