import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerWithContextResult } from 'aws-lambda';
import { routes } from '../../contracts/api/routes.ts';
import type { AuthorizerContext } from '../platform/api/request.ts';
import type { ReadAuthorization } from '../platform/authorization.ts';
import { errorFields, logger } from '../platform/logger.ts';
import type { ReadRolePermissions } from '../platform/role-permissions.ts';
import type { VerifyToken } from './token.ts';

export interface Access {
  readonly verify: VerifyToken;
  readonly authorizationOf: ReadAuthorization;
  readonly permissionsOf: ReadRolePermissions;
}

export type Verdict = APIGatewaySimpleAuthorizerWithContextResult<AuthorizerContext>;

// One sentence for every flaw of a token: which check failed would help only who forges one.
const refusals = {
  token:
    'Send a valid access token as Authorization: Bearer <token>. Sign in again if it may have expired; an ID token is not taken.',
  account: 'Your account has no access at the moment; ask an administrator.',
  unavailable: 'Your access could not be checked. Nothing was done; send the same request again.',
} as const;

const ourRoutes: ReadonlySet<string> = new Set(routes.map(({ method, path }) => `${method} ${path}`));

function bearerToken(event: APIGatewayRequestAuthorizerEventV2): string | undefined {
  return /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(event.headers?.authorization ?? '')?.[1];
}

async function contextOf(access: Access, event: APIGatewayRequestAuthorizerEventV2): Promise<AuthorizerContext> {
  const token = bearerToken(event);
  const userId = token === undefined ? undefined : await access.verify(token);
  if (userId === undefined) return { refusal: refusals.token };
  const held = await access.authorizationOf(userId);
  if (held === undefined || held.disabled === true) return { refusal: refusals.account };
  const { permissions } = await access.permissionsOf(held.roles ?? []);
  return { userId, permissions: [...permissions].sort().join(' ') };
}

/**
 * Who calls, and what they may. A refusal travels in the context, because the gateway's own 401 and 403
 * are no problem+json (docs/adr/0008); routes that are not of our table are denied outright.
 */
export function authorize(access: Access): (event: APIGatewayRequestAuthorizerEventV2) => Promise<Verdict> {
  return async (event) => {
    if (!ourRoutes.has(event.routeKey)) return { isAuthorized: false, context: {} };
    try {
      return { isAuthorized: true, context: await contextOf(access, event) };
    } catch (error) {
      logger.error('access could not be checked', { requestId: event.requestContext.requestId, ...errorFields(error) });
      return { isAuthorized: true, context: { refusal: refusals.unavailable, refusalType: 'unavailable' } };
    }
  };
}
