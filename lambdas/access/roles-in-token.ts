import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import type { ReadAuthorization } from '../domain/authorization/authorization.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';

/**
 * Roles are what a client shows or hides; the API itself reads the store on every request. So a store
 * that does not answer costs the token its roles, never the person the sign-in.
 */
async function rolesOf(authorizationOf: ReadAuthorization, userId: string): Promise<readonly string[]> {
  try {
    const held = await authorizationOf(userId);
    return held?.disabled === true ? [] : [...(held?.roles ?? [])].sort();
  } catch (error) {
    logger.error('roles could not be read, the token gets none', { userId, ...errorFields(error) });
    return [];
  }
}

// With this scope the bearer of a token could ask the pool itself for a new password, a sign-out or her own deletion,
// past the events, the e-mail lock and the sessions.
const SELF_SERVICE = 'aws.cognito.signin.user.admin';

/** Puts the user's roles into both tokens, as `cognito:groups` and as the claim `roles` (space-separated). */
export function rolesInToken(authorizationOf: ReadAuthorization) {
  return async (event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> => {
    const roles = [...(await rolesOf(authorizationOf, event.userName))];
    const claimsToAddOrOverride = { roles: roles.join(' ') };
    event.response.claimsAndScopeOverrideDetails = {
      idTokenGeneration: { claimsToAddOrOverride },
      accessTokenGeneration: { claimsToAddOrOverride, scopesToSuppress: [SELF_SERVICE] },
      groupOverrideDetails: { groupsToOverride: roles },
    };
    return event;
  };
}
