import type { Finding } from '../../contracts/reconciliation.ts';
import type { Clock } from '../platform/clock.ts';
import { logger } from '../platform/observability/logger.ts';
import { judge } from './rules.ts';
import type { Candidate, Found, ReadSubjects } from './subjects.ts';

export interface FindDependencies {
  readonly read: ReadSubjects;
  readonly clock: Clock;
}

/** What a look at candidates found, and the users as they were seen. */
export interface Look {
  readonly subjects: readonly Found[];
  readonly findings: readonly Finding[];
}

/**
 * Judges candidates, and what seems wrong a second time: five reads of one user are no snapshot, and
 * somebody may have changed her in between. What changed her has also touched her record by then.
 */
export function find({ read, clock }: FindDependencies) {
  async function findingsAmong(candidates: readonly Candidate[]): Promise<Look> {
    if (candidates.length === 0) return { subjects: [], findings: [] };
    const subjects = await read(candidates);
    return { subjects, findings: subjects.flatMap((subject) => judge(subject, clock()) ?? []) };
  }

  return async (candidates: readonly Candidate[]): Promise<Look> => {
    const { subjects, findings: seeming } = await findingsAmong(candidates);
    const ids = new Set(seeming.map(({ userId }) => userId));
    const { findings } = await findingsAmong(candidates.filter(({ userId }) => ids.has(userId)));
    return { subjects, findings };
  };
}

/** One line a finding, ids only. */
export function logFindings(passId: string, findings: readonly Finding[]): void {
  for (const finding of findings) logger.warn('reconciliation finding', { passId, ...finding });
}
