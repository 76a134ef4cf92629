import type { ApiEvent, AuthorizerContext } from '../../../lambdas/platform/api/endpoint.ts';

interface EventDependencies {
  readonly routeKey?: string;
  readonly body?: string;
  readonly base64?: boolean;
  readonly headers?: Record<string, string>;
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  /** What the authorizer says; null is an unauthenticated caller. */
  readonly authorizer?: AuthorizerContext | null;
}

/** An HTTP API event (payload 2.0), as API Gateway sends it after the authorizer. */
export function anApiEvent(deps: EventDependencies = {}): ApiEvent {
  const authorizer = deps.authorizer === undefined ? anAdminContext() : deps.authorizer;
  return {
    routeKey: deps.routeKey ?? 'GET /v1/users',
    headers: deps.headers ?? {},
    queryStringParameters: deps.query,
    pathParameters: deps.path,
    body: deps.body,
    isBase64Encoded: deps.base64 ?? false,
    requestContext: {
      requestId: 'req-1',
      http: { sourceIp: '192.0.2.7', userAgent: 'vitest' },
      ...(authorizer === null ? {} : { authorizer: { lambda: authorizer } }),
    },
  } as unknown as ApiEvent;
}

export const anAdminContext = (): AuthorizerContext => ({
  userId: '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19',
  permissions: 'users:read users:register users:disable users:delete',
});
