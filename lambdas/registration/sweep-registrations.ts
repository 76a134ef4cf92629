import type { Actor } from '../../contracts/events/define-event.ts';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import type { Clock } from '../platform/clock.ts';
import { errorFields, logger } from '../platform/logger.ts';
import { isHopeless } from './due.ts';
import type { finishRegistration } from './finish-registration.ts';
import type { giveUpOnRoles } from './give-up-on-roles.ts';
import type { RegistrationRecord } from './record.ts';
import type { completeRoles } from './resume.ts';
import type { RegistrationStore } from './store.ts';
import type { Workflow } from './workflow.ts';
import { inputOf } from './workflow-input.ts';

export interface SweepDependencies {
  readonly store: Pick<RegistrationStore, 'due' | 'postpone'>;
  readonly workflow: Workflow;
  readonly complete: ReturnType<typeof completeRoles>;
  readonly giveUp: ReturnType<typeof giveUpOnRoles>;
  readonly finish: ReturnType<typeof finishRegistration>;
  readonly clock: Clock;
}

/** What a sweep did: registrations looked at, and how many of them failed and come again. */
export interface Swept {
  readonly looked: number;
  readonly failed: number;
}

const sweeper: Actor = { type: 'system', id: SYSTEM_ACTOR_ID };

// A sweep a minute of at most 100 registrations: a roles outage of 6,000 an hour is worked off by itself.
const MOST_A_SWEEP = 100;

const pendingSince = (record: RegistrationRecord): string =>
  record.steps.find((step) => step.state === 'roles_pending')?.at ?? record.createdAt;

/**
 * Looks at every registration that is due: completes deferred roles, starts what was admitted and never
 * started, and finishes what no workflow will finish any more. One that fails does not stop the others.
 */
export function sweepRegistrations({ store, workflow, complete, giveUp, finish, clock }: SweepDependencies) {
  async function completeOrGiveUp(record: RegistrationRecord): Promise<void> {
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
      logger.error('sweep failed', { registrationId: record.registrationId, ...errorFields(error) });
      return false;
    }
  }

  return async (): Promise<Swept> => {
    const due = await store.due(clock(), MOST_A_SWEEP);
    let failed = 0;
    for (const record of due) if (!(await sweepOne(record))) failed += 1;
    logger.info('swept', { looked: due.length, failed });
    return { looked: due.length, failed };
  };
}
