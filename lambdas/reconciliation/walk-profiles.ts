import type { ReconciledPool } from '../domain/user-pool/users.ts';
import type { Clock } from '../platform/clock.ts';
import { type find, logFindings } from './find.ts';
import { inPhase, type Pass, withFindings } from './pass.ts';
import { isSettled } from './rules.ts';
import type { ReconciliationStore } from './store.ts';
import { fold, suspects } from './sums.ts';
import { countsIn } from './walk-pool.ts';

type Profiles = Pick<ReconciliationStore, 'profiles'>;

/** One page of the users table, folded into the sums against what the pool listed. */
export function sumProfiles(store: Profiles) {
  return async (pass: Pass): Promise<Pass> => {
    const { profiles, next } = await store.profiles(pass.cursor);
    const counted = profiles.filter(({ createdAt }) => countsIn(pass, createdAt));
    const sums = fold(
      pass.sums,
      counted.map(({ userId }) => userId),
    );
    const after = { ...pass, sums, seen: { ...pass.seen, profiles: pass.seen.profiles + profiles.length } };
    return next === undefined ? inPhase(after, 'missing') : { ...after, cursor: next };
  };
}

export interface MissingDependencies {
  readonly store: Profiles;
  readonly pool: Pick<ReconciledPool, 'exists'>;
  readonly find: ReturnType<typeof find>;
  readonly clock: Clock;
}

/**
 * One page of the users table again: who is in a suspicious sum is looked up in the pool, and judged when
 * she is not there. Everybody else was judged in the pool's own list.
 */
export function findMissing({ store, pool, find: look, clock }: MissingDependencies) {
  async function absent(userIds: readonly string[]): Promise<readonly string[]> {
    const missing: string[] = [];
    for (const userId of userIds) if (!(await pool.exists(userId))) missing.push(userId);
    return missing;
  }

  return async (pass: Pass): Promise<Pass> => {
    const { profiles, next } = await store.profiles(pass.cursor);
    const isSuspect = suspects(pass.sums);
    const asked = profiles
      .filter(({ userId, createdAt }) => isSettled(createdAt, clock()) && isSuspect(userId))
      .map(({ userId }) => userId);
    const { findings } = await look((await absent(asked)).map((userId) => ({ userId, inPool: false })));
    logFindings(pass.passId, findings);
    const seen = { ...pass.seen, lookups: pass.seen.lookups + asked.length };
    const after = { ...withFindings(pass, findings), seen };
    return next === undefined ? inPhase(after, 'removing') : { ...after, cursor: next };
  };
}
