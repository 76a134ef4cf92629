import type * as z from 'zod/mini';
import { type checkAnswer, type checkReason, checkRequest, type myPermissions } from '../../contracts/api/access.ts';
import { type Permission, permissions } from '../../contracts/permissions.ts';
import type { Endpoint } from '../platform/api/api.ts';
import { type ApiRequest, readBody } from '../platform/api/request.ts';
import { forbidden, Refusal } from '../platform/errors.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import type { Decide } from './authorizer/decisions.ts';

type Reason = z.infer<typeof checkReason>;
type Check = z.infer<typeof checkRequest>;

const CHECK = 'authorization:check' satisfies Permission;

const silent = () =>
  new Refusal('unavailable', 'Your permissions could not be read. Nothing was done; send the same request again.');

/** The routes that tell what the authorizer would decide, by its own code. */
export function decisionEndpoints(decide: Decide) {
  async function reasonOf(userId: string, permission: Permission): Promise<Reason> {
    try {
      const { decision } = await decide(userId);
      if (!decision.access) return 'no_access';
      return decision.permissions.includes(permission) ? 'granted' : 'not_granted';
    } catch (error) {
      logger.error('a permission could not be checked', { userId, ...errorFields(error) });
      return 'unavailable';
    }
  }

  /** Whom the question is about; refuses questions about others. */
  function subjectOf({ caller }: ApiRequest, { userId = caller.userId }: Check): string {
    if (userId !== caller.userId && !caller.permissions.has(CHECK)) throw forbidden(CHECK);
    return userId;
  }

  const getMyPermissions: Endpoint = async ({ caller: { userId } }) => {
    const { held, decision } = await decide(userId).catch((error) => {
      logger.error('permissions could not be read', { userId, ...errorFields(error) });
      throw silent();
    });
    const body: z.infer<typeof myPermissions> = {
      userId,
      roles: [...(held?.roles ?? [])].sort(),
      groups: [...(held?.groups ?? [])].sort(),
      // A role may still hold a permission of an older version.
      permissions: permissions.filter((permission) => decision.permissions.includes(permission)),
    };
    return { status: 200, body };
  };

  const checkAuthorization: Endpoint = async (request) => {
    const asked = readBody(request, checkRequest);
    const userId = subjectOf(request, asked);
    const reason = asked.organizationId ? 'unknown_organization' : await reasonOf(userId, asked.permission);
    const body: z.infer<typeof checkAnswer> = { allowed: reason === 'granted', reason };
    return { status: 200, body };
  };

  return { getMyPermissions, checkAuthorization };
}
