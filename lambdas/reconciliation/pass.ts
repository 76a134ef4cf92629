import { type Finding, type FindingKind, findingKinds, type ReconcileReport } from '../../contracts/reconciliation.ts';
import { noSums } from './sums.ts';

/**
 * The phases of a pass:
 *   pool      checks every user of the pool
 *   profiles  compares the users table with the pool by sums
 *   missing   looks users in suspicious sums up in the pool, one by one
 *   removing  removes removable leftovers, where the command asked for that
 */
export type Phase = 'pool' | 'profiles' | 'missing' | 'removing';

/** One pass over the pool and the tables, as stored between two invocations; its size does not grow with the pool. */
export interface Pass {
  readonly passId: string;
  readonly fix: boolean;
  /** Started by the schedule, which raises an alert for findings. */
  readonly scheduled: boolean;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly phase: Phase;
  /** Where the phase continues: the pool's page token, a position in the users table, an index of `findings`. */
  readonly cursor?: string | undefined;
  readonly sums: string;
  readonly seen: { readonly users: number; readonly profiles: number; readonly lookups: number };
  readonly counts: Readonly<Record<FindingKind, number>>;
  readonly removed: number;
  readonly findings: readonly Finding[];
  /** The registration whose leftovers are being removed; set at the start of an invocation, that removal stopped half-way. */
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

/** Adds the findings of a page. */
export function withFindings(pass: Pass, added: readonly Finding[]): Pass {
  const counts = { ...pass.counts };
  for (const { kind } of added) counts[kind] += 1;
  return { ...pass, counts, findings: [...pass.findings, ...added].slice(0, MAX_FINDINGS) };
}

/** The pass at the start of its next phase. */
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
