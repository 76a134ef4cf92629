import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerWithContextResult } from 'aws-lambda';
import { routes } from '../../../contracts/api/routes.ts';
import type { AuthorizerContext } from '../../platform/api/endpoint.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';
import type { Decide } from './decisions.ts';
import type { Identify } from './identity.ts';
import type { SessionGuard } from './session-guard.ts';

export interface AuthorizerDependencies {
  readonly identify: Identify;
  readonly decide: Decide;
  readonly sessionGuard: SessionGuard;
}

export type Verdict = APIGatewaySimpleAuthorizerWithContextResult<AuthorizerContext>;

// One sentence for every flaw of a token or a cookie: which check failed would help only an attacker.
const refusals = {
  token:
    'Send a valid access token as Authorization: Bearer <token>, or the cookie of an open session. Sign in again if it may have expired; an ID token is not accepted.',
  account: 'Your account has no access at the moment; ask an administrator.',
  unavailable: 'Your access could not be checked. Nothing was done; send the same request again.',
} as const;

const ourRoutes: ReadonlySet<string> = new Set(routes.map(({ method, path }) => `${method} ${path}`));

async function contextOf(
  { identify, decide, sessionGuard }: AuthorizerDependencies,
  event: APIGatewayRequestAuthorizerEventV2,
): Promise<AuthorizerContext> {
  const identity = await identify(event);
  if (identity === undefined) return { refusal: refusals.token };
  const { userId, via } = identity;
  const [{ authorization, decision }] = await Promise.all([decide(userId), sessionGuard.touch(identity)]);
  if (authorization === undefined || !decision.access) return { refusal: refusals.account };
  const admission = await sessionGuard.admit(identity, authorization);
  if (admission === undefined) return { refusal: refusals.token };
  return { userId, permissions: decision.permissions.join(' '), via, ...admission };
}

/**
 * Authenticates the caller and decides their permissions. A refusal travels in the context, because the gateway's own
 * 401 and 403 are no problem+json (docs/adr/0008); routes that are not in our table are denied outright.
 */
export function authorize(
  deps: AuthorizerDependencies,
): (event: APIGatewayRequestAuthorizerEventV2) => Promise<Verdict> {
  return async (event) => {
    if (!ourRoutes.has(event.routeKey)) return { isAuthorized: false, context: {} };
    try {
      return { isAuthorized: true, context: await contextOf(deps, event) };
    } catch (error) {
      logger.error('access could not be checked', { requestId: event.requestContext.requestId, ...errorFields(error) });
      return { isAuthorized: true, context: { refusal: refusals.unavailable, refusalType: 'unavailable' } };
    }
  };
}
