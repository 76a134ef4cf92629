import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import type { ReadAuthorization } from '../domain/authorization/authorization.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';

/**
 * A client uses the roles to show or hide things; the API itself reads the database on every request. So a database
 * that does not answer costs the token its roles, never the user the sign-in.
 */
async function rolesOf(authorizationOf: ReadAuthorization, userId: string): Promise<readonly string[]> {
  try {
    const authorization = await authorizationOf(userId);
    return authorization?.disabled === true ? [] : [...(authorization?.roles ?? [])].sort();
  } catch (error) {
    logger.error('the roles of a user were not read, the token has none', { userId, ...errorFields(error) });
    return [];
  }
}

// With this scope the bearer of a token could change the password, sign out or delete the user at the pool itself,
// bypassing the events, the e-mail lock and the sessions.
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
