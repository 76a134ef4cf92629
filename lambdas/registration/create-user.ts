import { LISTING } from '../../contracts/internal/tables.ts';
import type { CreateUserOutput, Failure, RegistrationState, Reservation } from '../../contracts/registration.ts';
import type { UserPool } from '../domain/user-pool/users.ts';
import { classify } from '../platform/aws/classify.ts';
import type { WriteAction } from '../platform/aws/dynamo.ts';
import { errorNameOf, Transient } from '../platform/errors.ts';
import type { Clock } from '../platform/runtime.ts';
import { createdEntries, operationOf } from './events.ts';
import { emailTaken, isEmailTrusted, refusedBy, statesBefore, unexpectedFailure } from './rules.ts';
import type { RegistrationStore } from './store.ts';

export interface CreateDependencies {
  readonly store: RegistrationStore;
  readonly usersTable: string;
  readonly pool: UserPool;
  readonly clock: Clock;
}

const refused = (failure: Failure): CreateUserOutput => ({ outcome: 'refused', failure });

/** The user's profile, as GET /v1/users shows it; the roles are in the access table. */
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
      // A user who signs up by e-mail has still to verify the address.
      ...(isEmailTrusted(method) ? { emailVerifiedAt: at.toISOString() } : {}),
      listing: LISTING,
      createdAt: at.toISOString(),
    },
  },
});

/** In these states a rollback deletes the user; one that is created after it must be deleted, too. */
const rollbackStates: readonly RegistrationState[] = ['rolling_back', 'rolled_back'];

/** The outcome of a provider's error before anything was recorded; throws where trying again may help. */
function poolRefusal(error: unknown): CreateUserOutput {
  const kind = classify(error);
  if (kind === 'transient' || kind === 'ambiguous') throw new Transient(503, `AdminCreateUser: ${errorNameOf(error)}`);
  return refused(kind === 'unexpected' ? unexpectedFailure : refusedBy('identity provider', errorNameOf(error)));
}

/** Creates the user in the user pool, then records that with the profile and the events. */
export function createUser({ store, usersTable, pool, clock }: CreateDependencies) {
  async function createInPool(registration: Reservation): Promise<CreateUserOutput> {
    try {
      const result = await pool.create({ ...registration, emailVerified: isEmailTrusted(registration.method) });
      return result === 'created' ? { outcome: 'created' } : refused(emailTaken(registration.email));
    } catch (error) {
      return poolRefusal(error);
    }
  }

  /** This task was slow: the registration was rolled back before its user was created. */
  async function removeLateUser(userId: string): Promise<void> {
    try {
      await pool.remove(userId);
    } catch (error) {
      throw new Transient(503, `AdminDeleteUser: ${errorNameOf(error)}`);
    }
  }

  async function recordUser(registration: Reservation, at: Date): Promise<CreateUserOutput> {
    const { registrationId } = registration;
    const conflict = await store.transition(
      { registrationId, state: 'created', at },
      [profile(usersTable, registration, at)],
      operationOf(registration, at),
      createdEntries(registration),
    );
    if (conflict === undefined) return { outcome: 'created' };
    const earlier = await store.find(registrationId);
    // An earlier try of this task got this far and its answer was lost, or the registration was ended meanwhile.
    const ended =
      earlier === undefined || earlier.failure !== undefined || statesBefore('created').includes(earlier.state);
    if (earlier !== undefined && rollbackStates.includes(earlier.state)) await removeLateUser(registration.userId);
    return ended ? refused(earlier?.failure ?? unexpectedFailure) : { outcome: 'created' };
  }

  return async ({ registration }: { registration: Reservation }): Promise<CreateUserOutput> => {
    const result = await createInPool(registration);
    return result.outcome === 'created' ? recordUser(registration, clock()) : result;
  };
}
