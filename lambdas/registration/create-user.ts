import { LISTING } from '../../contracts/internal/tables.ts';
import type { Failure, RegistrationState } from '../../contracts/registration.ts';
import type { CreateUserOutput, Reservation } from '../../contracts/workflows/register-user.ts';
import type { UserPool } from '../domain/user-pool/user-pool.ts';
import { classify } from '../platform/aws/classify.ts';
import type { WriteAction } from '../platform/aws/transaction.ts';
import type { Clock } from '../platform/clock.ts';
import { errorNameOf, Transient } from '../platform/errors.ts';
import { createdEntries } from './events.ts';
import { brokeUnexpectedly, emailTaken, isVouchedFor, refusedBy, statesBefore } from './rules.ts';
import { operationOf, type RegistrationStore } from './store.ts';

export interface CreateDependencies {
  readonly store: RegistrationStore;
  readonly usersTable: string;
  readonly pool: UserPool;
  readonly clock: Clock;
}

const refused = (failure: Failure): CreateUserOutput => ({ outcome: 'refused', failure });

/** The user's profile, as GET /v1/users shows it; her roles are in the access table. */
const profile = (
  table: string,
  { userId, email, name, organisation, registrationId, method }: Reservation,
  at: Date,
): WriteAction => ({
  Put: {
    TableName: table,
    Item: {
      userId,
      email,
      name,
      organisation,
      status: 'roles_pending',
      registering: true,
      registrationId,
      method,
      // Who signs up by e-mail has still to show that the address is hers.
      ...(isVouchedFor(method) ? { emailVerifiedAt: at.toISOString() } : {}),
      listing: LISTING,
      createdAt: at.toISOString(),
    },
  },
});

/** What a rollback leaves no user of; one that appears after it has to go, too. */
const undone: readonly RegistrationState[] = ['rolling_back', 'rolled_back'];

/** What an error of the provider means before anything was recorded; throws what may pass. */
function refusalOf(error: unknown): CreateUserOutput {
  const kind = classify(error);
  if (kind === 'transient' || kind === 'ambiguous') throw new Transient(503, `AdminCreateUser: ${errorNameOf(error)}`);
  return refused(kind === 'unexpected' ? brokeUnexpectedly : refusedBy('identity provider', errorNameOf(error)));
}

export function createUser({ store, usersTable, pool, clock }: CreateDependencies) {
  async function inPool(registration: Reservation): Promise<CreateUserOutput> {
    try {
      const made = await pool.create({ ...registration, emailVerified: isVouchedFor(registration.method) });
      return made === 'created' ? { outcome: 'created' } : refused(emailTaken(registration.email));
    } catch (error) {
      return refusalOf(error);
    }
  }

  /** This task was slow: the registration was rolled back before its user was made. */
  async function takeBack(userId: string): Promise<void> {
    try {
      await pool.remove(userId);
    } catch (error) {
      throw new Transient(503, `AdminDeleteUser: ${errorNameOf(error)}`);
    }
  }

  async function record(registration: Reservation, at: Date): Promise<CreateUserOutput> {
    const { registrationId } = registration;
    const others = [profile(usersTable, registration, at)];
    const conflict = await store.move(
      { registrationId, state: 'created', at },
      others,
      operationOf(registration, at),
      createdEntries(registration),
    );
    if (conflict === undefined) return { outcome: 'created' };
    const earlier = await store.find(registrationId);
    // An earlier try of this task got this far and its answer was lost, or somebody ended the registration.
    const ended =
      earlier === undefined || earlier.failure !== undefined || statesBefore('created').includes(earlier.state);
    if (earlier !== undefined && undone.includes(earlier.state)) await takeBack(registration.userId);
    return ended ? refused(earlier?.failure ?? brokeUnexpectedly) : { outcome: 'created' };
  }

  return async ({ registration }: { registration: Reservation }): Promise<CreateUserOutput> => {
    const made = await inPool(registration);
    return made.outcome === 'created' ? record(registration, clock()) : made;
  };
}
