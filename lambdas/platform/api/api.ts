import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { type Operation, type Route, routes } from '../../../contracts/api/routes.ts';
import { correlationId as correlationIdSchema, SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import { forbidden, Refusal } from '../errors.ts';
import { errorFields, logger } from '../observability/logger.ts';
import { addContext, runWithContext } from '../observability/request-context.ts';
import { parse } from '../parse.ts';
import { type ApiAnswer, toGateway } from './answer.ts';
import { problemAnswer } from './problem.ts';
import type { ApiEvent, ApiRequest, Caller } from './request.ts';
import { refuseCrossSite } from './same-site.ts';

export type Endpoint = (request: ApiRequest) => Promise<ApiAnswer>;

function correlationIdOf(event: ApiEvent): string {
  const sent = parse(correlationIdSchema, event.headers['x-correlation-id']);
  return sent.ok ? sent.value : event.requestContext.requestId;
}

const nobody: Caller = { userId: SYSTEM_ACTOR_ID, permissions: new Set() };

/** What a request is about before it is answered. */
const idsOf = (event: ApiEvent) => ({
  requestId: event.requestContext.requestId,
  correlationId: correlationIdOf(event),
  registrationId: event.pathParameters?.registrationId,
});

/** Some requests begin a registration: only their answer names it. */
function aboutItsRegistration({ body }: ApiAnswer): void {
  const { registrationId } = (body ?? {}) as { readonly registrationId?: string };
  if (registrationId) addContext({ registrationId });
}

/** The caller, who holds what the route asks for. Refuses with 401 or 403. */
function permittedCaller(event: ApiEvent, route: Route): Caller {
  if (route.permission === 'public') return nobody;
  const { userId, permissions, refusal, refusalType, via, sessionId } = event.requestContext.authorizer?.lambda ?? {};
  const remedy = refusal ?? 'Send an access token as Authorization: Bearer <token>, or a session cookie.';
  if (!userId) throw new Refusal(refusalType ?? 'unauthorized', remedy);
  const caller = { userId, permissions: new Set((permissions ?? '').split(' ')), via, sessionId };
  if (route.permission === 'signed-in' || route.refusalIsEvent || caller.permissions.has(route.permission))
    return caller;
  throw forbidden(route.permission);
}

function requestOf(event: ApiEvent, route: Route): ApiRequest {
  const caller = permittedCaller(event, route);
  if (route.permission === 'public' || caller.via === 'cookie') refuseCrossSite(event, route.method, caller.via);
  const { sourceIp, userAgent } = event.requestContext.http;
  return {
    event,
    caller,
    actor: { type: 'user', id: caller.userId, ip: sourceIp?.slice(0, 45), userAgent: userAgent?.slice(0, 500) },
    requestId: event.requestContext.requestId,
    correlationId: correlationIdOf(event),
  };
}

/**
 * The entry point of a capability's HTTP routes. API Gateway has matched the path already, so its
 * routeKey names the operation. Whatever is thrown becomes a problem, and nothing else leaves.
 */
export function api(endpoints: Partial<Record<Operation, Endpoint>>) {
  const byRouteKey = new Map<string, { route: Route; endpoint: Endpoint }>(
    routes.flatMap((route) => {
      const endpoint = endpoints[route.operation];
      return endpoint ? [[`${route.method} ${route.path}`, { route, endpoint }] as const] : [];
    }),
  );

  const answering = middy<ApiEvent, APIGatewayProxyStructuredResultV2>()
    .onError((request) => {
      const answer = problemAnswer(request.error, request.event.requestContext.requestId);
      const write = answer.status >= 500 ? logger.error : logger.info;
      aboutItsRegistration(answer);
      write('request refused', { status: answer.status, ...errorFields(request.error) });
      request.response = toGateway(answer, correlationIdOf(request.event));
    })
    .handler(async (event) => {
      const matched = byRouteKey.get(event.routeKey);
      if (matched === undefined) throw new Refusal('not_found', 'There is nothing at this address.');
      const request = requestOf(event, matched.route);
      const answer = await matched.endpoint(request);
      aboutItsRegistration(answer);
      logger.info('request answered', { status: answer.status });
      return toGateway(answer, request.correlationId);
    });
  // Around all of it, so that what is refused is told of, too.
  return (event: ApiEvent, context: Context) =>
    runWithContext('request', idsOf(event), () => answering(event, context));
}
