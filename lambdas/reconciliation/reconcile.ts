import * as events from '../../contracts/events/definitions.ts';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import type { ReconcileCommand, ReconcileReport } from '../../contracts/reconciliation.ts';
import { findingKinds, reconcileCommand } from '../../contracts/reconciliation.ts';
import { type JournalEntry, journalEntry, type Operation } from '../platform/events/journal.ts';
import { logger } from '../platform/observability/logger.ts';
import { describeErrors, parse } from '../platform/parse.ts';
import { type Clock, derivedId, type IdSource } from '../platform/runtime.ts';
import type { SavePass } from './remove-leftovers.ts';
import { type Lease, newPass, type Pass, type Phase, type ReconciliationStore, reportOf, totalOf } from './store.ts';

type Walk = (pass: Pass, save: SavePass) => Promise<Pass>;

export interface ReconcileDependencies {
  readonly store: Pick<ReconciliationStore, 'claim' | 'save' | 'release' | 'write'>;
  /** One page of each phase. */
  readonly walks: Readonly<Record<Phase, Walk>>;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** A minute less than a day, so that an hourly schedule starts a pass at the same hour every day. */
const INTERVAL_MS = (24 * 60 - 1) * 60_000;

// A page takes up to 2 s when Cognito is slow; pages since the last save are walked again after a crash.
const PAGES_PER_SAVE = 20;

// Longer than the invocation itself, so that no other one continues a pass that is still worked on.
const LEASE_MARGIN_MS = 60_000;

// The slowest page, of 100 AdminGetUser calls with two attempts of 3 s each, takes longer, and is walked again.
const LAST_PAGE_MS = 30_000;

/** Parses the function's input; throws an error that names the fields. */
export function readCommand(event: unknown): ReconcileCommand {
  const command = parse(reconcileCommand, event);
  if (command.ok) return command.value;
  throw new Error(`not a command: ${describeErrors(command.errors)}`);
}

/** How long to work: as long as asked for, and never into the function's own timeout. */
export const workingTimeMs = ({ seconds = 900 }: ReconcileCommand, remainingMs: number): number =>
  Math.max(0, Math.min(seconds * 1000, remainingMs - LAST_PAGE_MS));

const passOperation = ({ passId }: Pass, at: Date): Operation => ({
  id: passId,
  correlationId: passId,
  causationId: passId,
  actor: { type: 'system', id: SYSTEM_ACTOR_ID },
  at,
});

/** The findings as counts; the log and the report name the users. */
function findingsAlert({ passId, counts }: Pass): JournalEntry {
  const kinds = findingKinds.filter((kind) => counts[kind] > 0).map((kind) => `${counts[kind]} ${kind}`);
  return journalEntry(events.platformAlertRaisedV1, 'alert:findings', {
    id: derivedId(`${passId}:alert:findings`),
    severity: 'warning',
    title: `The user pool and the database differ: ${kinds.join(', ')}. \`npm run reconcile\` shows them.`,
    source: 'reconciliation',
  });
}

const emptyReport = (outcome: ReconcileReport['outcome']): ReconcileReport => ({
  outcome,
  seen: { users: 0, profiles: 0, lookups: 0 },
  counts: newPass({ passId: '', fix: false, scheduled: true, at: new Date(0) }).counts,
  removed: 0,
  findings: [],
});

/** The pass under the lease: `pass` is what is stored when the lease is released. */
interface LeasedPass {
  pass: Pass | undefined;
  readonly save: SavePass;
}

const isOpen = (pass: Pass | undefined): pass is Pass => pass !== undefined && pass.finishedAt === undefined;

/**
 * Reconciles the user pool with the database, in both directions, for at most `ms`: continues the stored pass, page by
 * page, or starts one. The report says whether the pass is finished, and what it has found so far.
 */
export function reconcile({ store, walks, clock, newId }: ReconcileDependencies) {
  function choosePass({ action, fix }: ReconcileCommand, stored: Pass | undefined): Pass | undefined {
    const at = clock();
    if (action === 'tick' && stored?.finishedAt && at.getTime() - Date.parse(stored.startedAt) < INTERVAL_MS) return;
    if (action !== 'start' && isOpen(stored)) return stored;
    return newPass({ passId: newId(), fix, scheduled: action === 'tick', at });
  }

  async function walk(started: Pass, leased: LeasedPass, until: number): Promise<Pass> {
    let pass = started;
    leased.pass = pass;
    for (let page = 1; isOpen(pass) && clock().getTime() < until; page += 1) {
      pass = await walks[pass.phase](pass, leased.save);
      // Stored as finished only after its alert is journaled: no later invocation would raise it.
      if (!isOpen(pass)) break;
      leased.pass = pass;
      if (page % PAGES_PER_SAVE === 0) await leased.save(pass);
    }
    return pass;
  }

  /** Finishes a removal that an earlier pass had started: dropped with that pass, it would never be journaled. */
  async function finishRemoval({ pass, save }: LeasedPass): Promise<void> {
    if (isOpen(pass) && pass.removing) await walks.removing(pass, save);
  }

  /** `pass` is set before it is stored, so that the release stores it also after an error. */
  function leasePass(pass: Pass | undefined, lease: Lease): LeasedPass {
    const leased: LeasedPass = {
      pass,
      save: async (latest) => {
        leased.pass = latest;
        await store.save(latest, lease);
      },
    };
    return leased;
  }

  async function logAndAlert(pass: Pass): Promise<void> {
    const { passId, seen, counts, removed } = pass;
    logger.info('reconciliation finished', { passId, ...seen, ...counts, removed });
    if (!pass.scheduled || totalOf(pass) === 0) return;
    await store.write([], passOperation(pass, new Date(pass.finishedAt ?? pass.startedAt)), [findingsAlert(pass)]);
  }

  async function work(leased: LeasedPass, command: ReconcileCommand, until: number): Promise<ReconcileReport> {
    const pass = choosePass(command, leased.pass);
    if (pass === undefined) return emptyReport('not_due');
    if (pass !== leased.pass) await finishRemoval(leased);
    const walked = await walk(pass, leased, until);
    if (isOpen(walked)) return reportOf(walked, 'paused');
    await logAndAlert(walked);
    leased.pass = walked;
    return reportOf(walked, 'finished');
  }

  return async (command: ReconcileCommand, ms: number): Promise<ReconcileReport> => {
    const now = clock();
    const until = now.getTime() + ms;
    const lease = { id: newId(), until: new Date(until + LEASE_MARGIN_MS) };
    const claimed = await store.claim(lease, now);
    if (claimed === 'busy') return emptyReport('busy');
    const leased = leasePass(claimed.pass, lease);
    try {
      return await work(leased, command, until);
    } finally {
      await store.release(leased.pass, lease);
    }
  };
}
