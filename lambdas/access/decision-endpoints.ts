import type * as z from 'zod/mini';
import { type checkAnswer, type checkReason, checkRequest, type myPermissions } from '../../contracts/api/access.ts';
import { type Permission, permissions } from '../../contracts/permissions.ts';
import type { Endpoint } from '../platform/api/api.ts';
import { type ApiRequest, readBody } from '../platform/api/endpoint.ts';
import { forbidden, unavailable } from '../platform/errors.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import type { Decide } from './authorizer/decisions.ts';

type Reason = z.infer<typeof checkReason>;
type Check = z.infer<typeof checkRequest>;

const CHECK = 'authorization:check' satisfies Permission;

/** The routes that return what the authorizer would decide, by its own code. */
export function decisionEndpoints(decide: Decide) {
  async function reasonOf(userId: string, permission: Permission): Promise<Reason> {
    try {
      const { decision } = await decide(userId);
      if (!decision.access) return 'no_access';
      return decision.permissions.includes(permission) ? 'granted' : 'not_granted';
    } catch (error) {
      logger.error('a permission was not checked', { userId, ...errorFields(error) });
      return 'unavailable';
    }
  }

  /** The user to check; only callers with authorization:check may check other users. */
  function subjectOf({ caller }: ApiRequest, { userId = caller.userId }: Check): string {
    if (userId !== caller.userId && !caller.permissions.has(CHECK)) throw forbidden(CHECK);
    return userId;
  }

  const getMyPermissions: Endpoint = async ({ caller: { userId } }) => {
    const { authorization, decision } = await decide(userId).catch((error) => {
      logger.error('the permissions of a user were not read', { userId, ...errorFields(error) });
      throw unavailable('The database', 'Nothing was done');
    });
    const body: z.infer<typeof myPermissions> = {
      userId,
      roles: [...(authorization?.roles ?? [])].sort(),
      groups: [...(authorization?.groups ?? [])].sort(),
      // A role may still hold a permission of an older version.
      permissions: permissions.filter((permission) => decision.permissions.includes(permission)),
    };
    return { status: 200, body };
  };

  const checkAuthorization: Endpoint = async (request) => {
    const check = readBody(request, checkRequest);
    const userId = subjectOf(request, check);
    const reason = check.organizationId ? 'unknown_organization' : await reasonOf(userId, check.permission);
    const body: z.infer<typeof checkAnswer> = { allowed: reason === 'granted', reason };
    return { status: 200, body };
  };

  return { getMyPermissions, checkAuthorization };
}
