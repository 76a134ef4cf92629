import type { AssignRolesOutput, Reservation } from '../../contracts/workflows/register-user.ts';
import type { Clock } from '../platform/clock.ts';
import { type GrantDependencies, grantRoles, userOf } from './grant-roles.ts';
import { operationOf } from './store.ts';

/** Gives the roles of a registration whose user was just created, and ends it as registered. */
export function assignRoles(dependencies: GrantDependencies, clock: Clock) {
  const grant = grantRoles(dependencies);

  return async ({ registration }: { registration: Reservation }): Promise<AssignRolesOutput> => {
    const answer = await grant(registration, { from: 'created', operation: operationOf(registration, clock()) });
    return answer.outcome === 'assigned' ? { ...answer, user: userOf(registration, 'active') } : answer;
  };
}
