import type { Actor } from '../../contracts/events/define-event.ts';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import { inputOf, type RegistrationRecord } from '../domain/registration/record.ts';
import type { StartOrDescribe } from '../domain/registration/workflow.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import { type Measure, measure as measureInLog } from '../platform/observability/metrics.ts';
import { runWithContext } from '../platform/observability/request-context.ts';
import type { Clock } from '../platform/runtime.ts';
import { type completeRoles, type failRolesOfDeletedUser, type giveUpOnRoles, hasTimedOut } from './deferred-roles.ts';
import type { finishRegistration } from './finish-registration.ts';
import type { RegistrationStore } from './store.ts';

export interface SweepDependencies {
  readonly store: Pick<RegistrationStore, 'listDue' | 'postpone' | 'countPending'>;
  readonly startOrDescribe: StartOrDescribe;
  readonly complete: ReturnType<typeof completeRoles>;
  readonly giveUp: ReturnType<typeof giveUpOnRoles>;
  readonly failRoles: ReturnType<typeof failRolesOfDeletedUser>;
  readonly finish: ReturnType<typeof finishRegistration>;
  readonly clock: Clock;
  readonly measure?: Measure;
}

export interface SweepResult {
  /** Registrations that the sweep worked on. */
  readonly processed: number;
  /** How many of them failed; the next sweep tries them again. */
  readonly failed: number;
}

const sweeper: Actor = { type: 'system', id: SYSTEM_ACTOR_ID };

// A sweep a minute of at most 100 registrations: it works off a roles outage of 6,000 an hour by itself.
const MAX_PER_SWEEP = 100;

// Of the function's 50 s this leaves 20 s to the last registration: three calls that are tried twice for 3 s.
const TIMEOUT_MS = 30_000;

const HOUR_MS = 60 * 60_000;

const pendingSince = (record: RegistrationRecord): string =>
  record.steps.find((step) => step.state === 'roles_pending')?.at ?? record.createdAt;

/**
 * Works on every registration that is due: completes deferred roles, starts workflows that were admitted and never
 * started, and finishes registrations whose workflow has ended. A failure does not stop the others.
 */
export function sweepRegistrations(deps: SweepDependencies) {
  const { store, startOrDescribe, complete, giveUp, failRoles, finish, clock, measure = measureInLog } = deps;

  async function completeOrGiveUp(record: RegistrationRecord): Promise<void> {
    if (record.userDeletedAt) return failRoles(record);
    const after = await complete(record, sweeper);
    if (after.state === 'roles_pending' && hasTimedOut(pendingSince(after), clock())) await giveUp(after);
  }

  /** Starting is idempotent by name: it starts a workflow that never ran, and reports one that did. */
  async function startOrFinish(record: RegistrationRecord): Promise<void> {
    const { registrationId } = record;
    const status = await startOrDescribe(registrationId, inputOf(record));
    if (status === 'running') await store.postpone(record, clock());
    else await finish({ registrationId });
  }

  function sweepOne(record: RegistrationRecord): Promise<boolean> {
    const { registrationId, correlationId } = record;
    return runWithContext('sweep', { registrationId, correlationId }, async () => {
      try {
        await (record.state === 'roles_pending' ? completeOrGiveUp(record) : startOrFinish(record));
        return true;
      } catch (error) {
        logger.error('sweep failed', errorFields(error));
        return false;
      }
    });
  }

  return async (): Promise<SweepResult> => {
    const startedAt = clock();
    // First of all, because the sweep itself may run out of time.
    const value = await store.countPending(new Date(startedAt.getTime() - HOUR_MS));
    measure({ metric: 'RolesPendingOverAnHour', value });
    const due = await store.listDue(startedAt, MAX_PER_SWEEP);
    const deadline = startedAt.getTime() + TIMEOUT_MS;
    let processed = 0;
    let failed = 0;
    for (const record of due) {
      if (clock().getTime() > deadline) break;
      processed += 1;
      if (!(await sweepOne(record))) failed += 1;
    }
    logger.info('sweep finished', { processed, failed, remaining: due.length - processed });
    return { processed, failed };
  };
}
