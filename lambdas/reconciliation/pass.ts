import type { Finding, FindingKind, ReconcileReport } from '../../contracts/reconciliation.ts';
import { findingKinds } from '../../contracts/reconciliation.ts';
import { noSums } from './sums.ts';

/**
 * Where a pass is:
 *   pool      every user of the pool is judged
 *   profiles  the users table is summed up against the pool
 *   missing   what the sums make suspicious is looked for in the pool, one by one
 *   removing  what is removable is removed, where that was asked for
 */
export type Phase = 'pool' | 'profiles' | 'missing' | 'removing';

/** One reconciliation, as it is stored between two invocations; its size does not grow with the pool. */
export interface Pass {
  readonly passId: string;
  readonly fix: boolean;
  /** Begun by the schedule, which tells operators what it found. */
  readonly scheduled: boolean;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly phase: Phase;
  /** Where the phase goes on: the pool's token, a position in the users table, a place in `findings`. */
  readonly cursor?: string | undefined;
  readonly sums: string;
  readonly seen: { readonly users: number; readonly profiles: number; readonly lookups: number };
  readonly counts: Readonly<Record<FindingKind, number>>;
  readonly removed: number;
  readonly findings: readonly Finding[];
  /** The registration whose leftovers are being removed: half done, when this is read at a start. */
  readonly removing?: string | undefined;
}

export interface NewPass {
  readonly passId: string;
  readonly fix: boolean;
  readonly scheduled: boolean;
  readonly at: Date;
}

export const newPass = ({ passId, fix, scheduled, at }: NewPass): Pass => ({
  passId,
  fix,
  scheduled,
  startedAt: at.toISOString(),
  phase: 'pool',
  sums: noSums(),
  seen: { users: 0, profiles: 0, lookups: 0 },
  counts: Object.fromEntries(findingKinds.map((kind) => [kind, 0])) as Record<FindingKind, number>,
  removed: 0,
  findings: [],
});

// 250 of about 200 bytes and 22 KB of sums: well inside an item's 400 KB.
const MAX_FINDINGS = 250;

/** The pass with what a page of it found. */
export function withFindings(pass: Pass, found: readonly Finding[]): Pass {
  const counts = { ...pass.counts };
  for (const { kind } of found) counts[kind] += 1;
  return { ...pass, counts, findings: [...pass.findings, ...found].slice(0, MAX_FINDINGS) };
}

/** The pass at the begin of its next phase. */
export const inPhase = (pass: Pass, phase: Phase): Pass => ({ ...pass, phase, cursor: undefined });

export const totalOf = ({ counts }: Pick<Pass, 'counts'>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

export const reportOf = (pass: Pass, outcome: ReconcileReport['outcome']): ReconcileReport => ({
  outcome,
  passId: pass.passId,
  startedAt: pass.startedAt,
  seen: pass.seen,
  counts: pass.counts,
  removed: pass.removed,
  findings: [...pass.findings],
});
