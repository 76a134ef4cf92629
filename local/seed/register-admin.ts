import type { SFNClient } from '@aws-sdk/client-sfn';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import { CommandError } from '../command/command-error.ts';
import { type EndedRegistration, type RegistrationInput, runRegistration } from './run-registration.ts';

/** The registration of an admin, on behalf of the system. */
export const adminInput = (email: string): RegistrationInput => ({
  email,
  name: 'Admin',
  // A name only, until organizations exist.
  organisation: 'Admin Organization',
  roles: ['admin'],
  requestedBy: SYSTEM_ACTOR_ID,
});

const isRefusedFreshly = ({ started, execution }: EndedRegistration): boolean => started || execution === undefined;

// Names that earlier tries and deleted admins have used up.
const MAX_ATTEMPTS = 20;

export interface AdminRegistration {
  /** Of the execution; an admin's is made once. */
  readonly name: string;
  readonly email: string;
  /** Whether the pool knows her: she may have been deleted since she was registered. */
  readonly isThere: () => Promise<boolean>;
}

/**
 * Registers an admin through the workflow, once: `name` and then `name-2`, `name-3` ... name the
 * executions, and the first that has succeeded is the admin's, while she is there. Answers whether this
 * call registered her.
 */
export async function registerAdmin(
  client: SFNClient,
  stateMachineArn: string,
  { name, email, isThere }: AdminRegistration,
): Promise<boolean> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const numbered = attempt === 1 ? name : `${name}-${attempt}`;
    const ended = await runRegistration(client, stateMachineArn, numbered, adminInput(email));
    const succeeded = ended.execution?.status === 'SUCCEEDED';
    if (succeeded && (ended.started || (await isThere()))) return ended.started;
    if (!succeeded && isRefusedFreshly(ended)) throw refused(email, ended);
  }
  throw new CommandError(
    `Registering the admin ${email} has failed ${MAX_ATTEMPTS} times; see the executions of ${name}.`,
  );
}

function refused(email: string, { execution }: EndedRegistration): CommandError {
  const why = execution === undefined ? 'it did not end in two minutes' : `${execution.error}: ${execution.cause}`;
  return new CommandError(
    `The admin ${email} could not be registered (${why}); mend that and run the same command again.`,
  );
}
