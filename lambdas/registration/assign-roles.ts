import type { AssignRolesOutput, Reservation } from '../../contracts/workflows/register-user.ts';
import type { Clock } from '../platform/clock.ts';
import { type GrantDependencies, grantRoles, userOf } from './grant-roles.ts';
import { operationOf } from './store.ts';

interface AssignRoles {
  readonly registration: Reservation;
  readonly startedAt?: string | undefined;
}

/** Gives the roles of a registration whose user was just created, and ends it as registered. */
export function assignRoles(dependencies: GrantDependencies, clock: Clock) {
  const grant = grantRoles(dependencies);

  return async ({ registration, startedAt: since }: AssignRoles): Promise<AssignRolesOutput> => {
    const operation = operationOf(registration, clock());
    const answer = await grant(registration, { from: 'created', operation, since });
    return answer.outcome === 'assigned' ? { ...answer, user: userOf(registration, 'active') } : answer;
  };
}
