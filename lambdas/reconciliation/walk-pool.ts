import type { Finding } from '../../contracts/reconciliation.ts';
import type { PoolUser, ReconciledPool } from '../domain/user-pool/users.ts';
import type { Clock } from '../platform/clock.ts';
import { logger } from '../platform/observability/logger.ts';
import { type find, logFindings } from './find.ts';
import { inPhase, newPass, type Pass, withFindings } from './pass.ts';
import { isSettled } from './rules.ts';
import type { Found } from './subjects.ts';
import { fold } from './sums.ts';

export interface WalkDependencies {
  readonly pool: Pick<ReconciledPool, 'list'>;
  readonly find: ReturnType<typeof find>;
  readonly clock: Clock;
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** A username that somebody chose may be a name: reports and logs hold ids. */
function withoutNames(findings: readonly Finding[], users: readonly PoolUser[]): readonly Finding[] {
  const subs = new Map(users.map(({ username, sub }) => [username, sub]));
  return findings.map((finding) =>
    isUuid(finding.userId) ? finding : { ...finding, userId: subs.get(finding.userId) ?? '' },
  );
}

/** Both sides of the sums go by the profile's time: a user made during the pass is on neither. */
export const countsIn = (pass: Pass, createdAt: string): boolean => isSettled(createdAt, new Date(pass.startedAt));

function seenProfiles(pass: Pass, subjects: readonly Found[]): readonly string[] {
  return subjects.flatMap(({ profile }) => (profile && countsIn(pass, profile.createdAt) ? [profile.userId] : []));
}

/** One page of the pool: judges those who are not new, and remembers in the sums whom it saw. */
export function walkPool({ pool, find: look, clock }: WalkDependencies) {
  return async (pass: Pass): Promise<Pass> => {
    const page = await pool.list(pass.cursor);
    if (page === 'outdated') {
      const { passId, fix, scheduled } = pass;
      logger.warn('the pool gave its place in the list up; the pass begins again', { passId });
      return newPass({ passId, fix, scheduled, at: clock() });
    }
    const candidates = page.users.map(({ username, registrationId }) => ({
      userId: username,
      registrationId,
      inPool: true,
    }));
    const { subjects, findings } = await look(candidates);
    const young = new Set(page.users.filter(({ createdAt }) => !isSettled(createdAt, clock())).map((u) => u.username));
    const told = withoutNames(
      findings.filter(({ userId }) => !young.has(userId)),
      page.users,
    );
    logFindings(pass.passId, told);
    const after = {
      ...withFindings(pass, told),
      sums: fold(pass.sums, seenProfiles(pass, subjects)),
      seen: { ...pass.seen, users: pass.seen.users + page.users.length },
    };
    return page.next === undefined ? inPhase(after, 'profiles') : { ...after, cursor: page.next };
  };
}
