import type { ReconcileCommand, ReconcileReport } from '../../contracts/reconciliation.ts';
import type { Clock } from '../platform/clock.ts';
import type { IdSource } from '../platform/ids.ts';
import { logger } from '../platform/observability/logger.ts';
import { findingsAlert, passOperation } from './alert.ts';
import { newPass, type Pass, type Phase, reportOf, totalOf } from './pass.ts';
import type { Save } from './removing.ts';
import type { Lease, ReconciliationStore } from './store.ts';

type Walk = (pass: Pass, save: Save) => Promise<Pass>;

export interface ReconcileDependencies {
  readonly store: Pick<ReconciliationStore, 'claim' | 'save' | 'release' | 'write'>;
  /** One page of each phase. */
  readonly walks: Readonly<Record<Phase, Walk>>;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** A minute less than a day, so that a schedule that ticks every hour begins one at the same hour every day. */
const EVERY_MS = (24 * 60 - 1) * 60_000;

// A page takes up to 2 s when Cognito is slow; what a crash between two saves loses is walked again.
const PAGES_A_SAVE = 20;

/** Outlives the invocation's own end: nobody goes on with a pass that somebody still works on. */
const LEASE_BEYOND_MS = 60_000;

const nothing = (outcome: ReconcileReport['outcome']): ReconcileReport => ({
  outcome,
  seen: { users: 0, profiles: 0, lookups: 0 },
  counts: newPass({ passId: '', fix: false, scheduled: true, at: new Date(0) }).counts,
  removed: 0,
  findings: [],
});

/** The pass as it is now, and how to store it. */
interface Held {
  pass: Pass | undefined;
  readonly save: Save;
}

const isOpen = (pass: Pass | undefined): pass is Pass => pass !== undefined && pass.finishedAt === undefined;

/**
 * Holds the pool against the records, both ways, for at most `ms`: goes on with the pass that is stored,
 * page by page, or begins one. The answer says whether it is finished, and what it found until then.
 */
export function reconcile({ store, walks, clock, ids }: ReconcileDependencies) {
  function passFor({ action, fix }: ReconcileCommand, stored: Pass | undefined): Pass | undefined {
    const at = clock();
    if (action === 'tick' && stored?.finishedAt && at.getTime() - Date.parse(stored.startedAt) < EVERY_MS) return;
    if (action !== 'start' && isOpen(stored)) return stored;
    return newPass({ passId: ids(), fix, scheduled: action === 'tick', at });
  }

  async function walk(begun: Pass, held: Held, until: number): Promise<Pass> {
    let pass = begun;
    held.pass = pass;
    for (let page = 1; isOpen(pass) && clock().getTime() < until; page += 1) {
      pass = await walks[pass.phase](pass, held.save);
      // One that is finished is stored as that when operators know, or nobody would tell them any more.
      if (!isOpen(pass)) break;
      held.pass = pass;
      if (page % PAGES_A_SAVE === 0) await held.save(pass);
    }
    return pass;
  }

  /** A removal that another pass was in the middle of; forgotten with that pass, it would never be told. */
  async function finishRemoval({ pass, save }: Held): Promise<void> {
    if (isOpen(pass) && pass.removing) await walks.removing(pass, save);
  }

  /** Its pass is what is released with the lease, also when a page of it throws. */
  function hold(pass: Pass | undefined, lease: Lease): Held {
    const held: Held = {
      pass,
      save: async (latest) => {
        held.pass = latest;
        await store.save(latest, lease);
      },
    };
    return held;
  }

  async function tell(pass: Pass): Promise<void> {
    logger.info('reconciliation finished', {
      passId: pass.passId,
      ...pass.seen,
      ...pass.counts,
      removed: pass.removed,
    });
    if (!pass.scheduled || totalOf(pass) === 0) return;
    await store.write([], passOperation(pass, new Date(pass.finishedAt ?? pass.startedAt)), [findingsAlert(pass)]);
  }

  async function work(held: Held, command: ReconcileCommand, until: number): Promise<ReconcileReport> {
    const pass = passFor(command, held.pass);
    if (pass === undefined) return nothing('not_due');
    if (pass !== held.pass) await finishRemoval(held);
    const walked = await walk(pass, held, until);
    if (!isOpen(walked)) {
      await tell(walked);
      held.pass = walked;
    }
    return reportOf(walked, isOpen(walked) ? 'paused' : 'finished');
  }

  return async (command: ReconcileCommand, ms: number): Promise<ReconcileReport> => {
    const now = clock();
    const until = now.getTime() + ms;
    const lease = { id: ids(), until: new Date(until + LEASE_BEYOND_MS) };
    const claimed = await store.claim(lease, now);
    if (claimed === 'busy') return nothing('busy');
    const held = hold(claimed.pass, lease);
    try {
      return await work(held, command, until);
    } finally {
      await store.release(held.pass, lease);
    }
  };
}
