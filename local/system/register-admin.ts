import type { SFNClient } from '@aws-sdk/client-sfn';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import { CommandError } from '../command-error.ts';
import { type EndedRegistration, type RegistrationInput, runRegistration } from './executions.ts';

/** The registration of an admin, on behalf of the system. */
const adminInput = (email: string): RegistrationInput => ({
  email,
  name: 'Admin',
  // A name only, until organizations exist.
  organisation: 'Admin Organization',
  roles: ['admin'],
  requestedBy: SYSTEM_ACTOR_ID,
});

const hasSucceeded = ({ execution }: EndedRegistration): boolean => execution?.status === 'SUCCEEDED';

/** Not an earlier execution of that name, which has failed for a reason of that time. */
const hasFailedNow = (ended: EndedRegistration): boolean =>
  !hasSucceeded(ended) && (ended.started || ended.execution === undefined);

// Earlier failures and deleted admins have used up some names.
const MAX_ATTEMPTS = 20;

export interface AdminRegistration {
  /** Of the execution: each admin has one name, so that they are registered once. */
  readonly name: string;
  readonly email: string;
  /** Whether the admin is in the pool: they may have been deleted since they were registered. */
  readonly isInPool: () => Promise<boolean>;
}

/**
 * Registers an admin through the workflow, once: the executions are named `name`, then `name-2`, `name-3` ..., and the
 * first that has succeeded is the admin's, as long as they are in the pool. Returns whether this call registered them.
 */
export async function registerAdmin(
  client: SFNClient,
  stateMachineArn: string,
  { name, email, isInPool }: AdminRegistration,
): Promise<boolean> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const executionName = attempt === 1 ? name : `${name}-${attempt}`;
    const ended = await runRegistration(client, stateMachineArn, executionName, adminInput(email));
    if (hasFailedNow(ended)) throw registrationFailed(email, ended);
    if (hasSucceeded(ended) && (ended.started || (await isInPool()))) return ended.started;
  }
  throw new CommandError(
    `The registration of the admin ${email} has failed ${MAX_ATTEMPTS} times; see the executions of ${name}.`,
  );
}

function registrationFailed(email: string, { execution }: EndedRegistration): CommandError {
  const reason =
    execution === undefined ? 'it has not ended within two minutes' : `${execution.error}: ${execution.cause}`;
  return new CommandError(
    `The admin ${email} could not be registered (${reason}); fix that and run the same command again.`,
  );
}
