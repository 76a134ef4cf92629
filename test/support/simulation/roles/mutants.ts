import type { Decide } from '../../../../lambdas/access/authorizer/decisions.ts';
import type { UserRoleDependencies } from '../../../../lambdas/access/roles/user-roles.ts';
import type { WriteAction } from '../../../../lambdas/platform/aws/dynamo.ts';
import { type ProductDependencies, productDependencies as real } from '../functions/dependencies.ts';
import { altering, changing, whatever } from './altered-writes.ts';

/** A possible mistake, planted by passing it in, and the path that catches it. */
export interface RoleMutant {
  readonly deps: Partial<ProductDependencies>;
  /** A name of event-paths.ts. */
  readonly caughtBy: string;
}

/** The operations with other transactions. */
const writing = (alter: Parameters<typeof altering>[1]): Partial<ProductDependencies> => ({
  userRoleEndpoints: (deps: UserRoleDependencies) =>
    real.userRoleEndpoints({ ...deps, client: altering(deps.client, alter) }),
});

const isRow = ({ Put }: WriteAction): boolean => Put?.TableName === 'journal';

/** A memory in front of the one that looks at the version. */
function keeping(decide: Decide): Decide {
  const cache = new Map<string, Awaited<ReturnType<Decide>>>();
  return async (userId) => {
    const decided = cache.get(userId) ?? (await decide(userId));
    cache.set(userId, decided);
    return decided;
  };
}

/** Mistakes of the operations on roles and of the authorizer. */
export const roleMutants: Readonly<Record<string, RoleMutant>> = {
  'the last admin can be demoted': {
    deps: writing(changing('Update', 'active > :one', whatever)),
    caughtBy: 'two admins demote each other',
  },
  'a disabled admin counts': {
    deps: writing(changing('Update', 'disabled', whatever)),
    caughtBy: 'a disabled user is made an admin',
  },
  'a change does not count up the version': {
    deps: writing(
      changing('Update', '#version', (input) => ({
        ...input,
        ExpressionAttributeValues: { ...(input.ExpressionAttributeValues as object), ':one': 0 },
      })),
    ),
    caughtBy: 'a role is assigned and revoked',
  },
  'success is published before the change is written': {
    deps: writing((actions) => [actions.filter(isRow), actions.filter((action) => !isRow(action))]),
    caughtBy: 'a role is assigned that the user has',
  },
  'success is published after the change, and not with it': {
    deps: writing((actions) => [actions.filter((action) => !isRow(action)), actions.filter(isRow)]),
    caughtBy: 'the function dies when the role is assigned',
  },
  'any caller assigns more than they hold': {
    deps: writing(changing('ConditionCheck', 'NOT contains', whatever)),
    caughtBy: 'a caller assigns more than they hold',
  },
  'an operation may have two outcomes': {
    deps: writing(changing('Put', 'attribute_not_exists(operationId)', whatever)),
    caughtBy: 'the answer is lost when a role is assigned',
  },
  'a retried request repeats': {
    deps: {
      userRoleEndpoints: (deps) => {
        const endpoints = real.userRoleEndpoints(deps);
        const assignRole: typeof endpoints.assignRole = (request) =>
          endpoints.assignRole({ ...request, event: { ...request.event, headers: {} } });
        return { ...endpoints, assignRole };
      },
    },
    caughtBy: 'a request is repeated when its effect is undone',
  },
  'a decision is kept whatever becomes of the version': {
    deps: { storedDecisions: (...given) => keeping(real.storedDecisions(...given)) },
    caughtBy: 'two admins demote each other',
  },
};
