import type { Actor } from '../../contracts/events/define-event.ts';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import { inputOf } from '../domain/registration/workflow-input.ts';
import type { Clock } from '../platform/clock.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import { type Measure, measure as measureInLog } from '../platform/observability/metrics.ts';
import { runWithContext } from '../platform/observability/request-context.ts';
import type { closeRoles } from './close-roles.ts';
import { isHopeless } from './due.ts';
import type { finishRegistration } from './finish-registration.ts';
import type { giveUpOnRoles } from './give-up-on-roles.ts';
import type { RegistrationRecord } from './record.ts';
import type { completeRoles } from './resume.ts';
import type { RegistrationStore } from './store.ts';
import type { Workflow } from './workflow.ts';

export interface SweepDependencies {
  readonly store: Pick<RegistrationStore, 'due' | 'postpone' | 'countPending'>;
  readonly workflow: Workflow;
  readonly complete: ReturnType<typeof completeRoles>;
  readonly giveUp: ReturnType<typeof giveUpOnRoles>;
  readonly close: ReturnType<typeof closeRoles>;
  readonly finish: ReturnType<typeof finishRegistration>;
  readonly clock: Clock;
  readonly measure?: Measure;
}

/** What a sweep did: registrations looked at, and how many of them failed and come again. */
export interface Swept {
  readonly looked: number;
  readonly failed: number;
}

const sweeper: Actor = { type: 'system', id: SYSTEM_ACTOR_ID };

// A sweep a minute of at most 100 registrations: a roles outage of 6,000 an hour is worked off by itself.
const MAX_PER_SWEEP = 100;

// Of the function's 50 s this leaves 20 s to the last registration: three calls that are tried twice for 3 s.
const TIMEOUT_MS = 30_000;

const HOUR_MS = 60 * 60_000;

const pendingSince = (record: RegistrationRecord): string =>
  record.steps.find((step) => step.state === 'roles_pending')?.at ?? record.createdAt;

/**
 * Looks at every registration that is due: completes deferred roles, starts what was admitted and never
 * started, and finishes what no workflow will finish any more. One that fails does not stop the others.
 */
export function sweepRegistrations(dependencies: SweepDependencies) {
  const { store, workflow, complete, giveUp, close, finish, clock, measure = measureInLog } = dependencies;

  async function completeOrGiveUp(record: RegistrationRecord): Promise<void> {
    if (record.userDeletedAt) return close(record);
    const after = await complete(record, sweeper);
    if (after.state === 'roles_pending' && isHopeless(pendingSince(after), clock())) await giveUp(after);
  }

  /** Starting is idempotent by name: it starts what never ran, and tells what did. */
  async function startOrFinish(record: RegistrationRecord): Promise<void> {
    const { registrationId } = record;
    const status = await workflow.startOrLook(registrationId, inputOf(record));
    if (status === 'running') await store.postpone(record, clock());
    else await finish({ registrationId });
  }

  async function sweepOne(record: RegistrationRecord): Promise<boolean> {
    try {
      await (record.state === 'roles_pending' ? completeOrGiveUp(record) : startOrFinish(record));
      return true;
    } catch (error) {
      logger.error('sweep failed', errorFields(error));
      return false;
    }
  }

  function sweepTold(record: RegistrationRecord): Promise<boolean> {
    const { registrationId, correlationId } = record;
    return runWithContext('sweep', { registrationId, correlationId }, () => sweepOne(record));
  }

  /** First of all, because the sweep itself may run out of time. */
  async function measurePending(now: Date): Promise<void> {
    const value = await store.countPending(new Date(now.getTime() - HOUR_MS));
    measure({ metric: 'RolesPendingOverAnHour', value });
  }

  return async (): Promise<Swept> => {
    const begun = clock();
    await measurePending(begun);
    const due = await store.due(begun, MAX_PER_SWEEP);
    const until = begun.getTime() + TIMEOUT_MS;
    let looked = 0;
    let failed = 0;
    for (const record of due) {
      if (clock().getTime() > until) break;
      looked += 1;
      if (!(await sweepTold(record))) failed += 1;
    }
    logger.info('swept', { looked, failed, left: due.length - looked });
    return { looked, failed };
  };
}
