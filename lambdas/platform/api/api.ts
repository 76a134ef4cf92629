import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Operation, type Route, routes } from '../../../contracts/api/routes.ts';
import { correlationId as correlationIdSchema, SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import { Refusal } from '../errors.ts';
import { errorFields, logger, loggingAbout } from '../logger.ts';
import { parse } from '../parse.ts';
import { type ApiAnswer, toGateway } from './answer.ts';
import { problemAnswer } from './problem.ts';
import type { ApiEvent, ApiRequest, Caller } from './request.ts';

export type Endpoint = (request: ApiRequest) => Promise<ApiAnswer>;

function correlationIdOf(event: ApiEvent): string {
  const sent = parse(correlationIdSchema, event.headers['x-correlation-id']);
  return sent.ok ? sent.value : event.requestContext.requestId;
}

const nobody: Caller = { userId: SYSTEM_ACTOR_ID, permissions: new Set() };

/** Which registration a request is about, by its path or by its answer; undefined when about none. */
function registrationIdIn(event: ApiEvent, { body }: ApiAnswer): string | undefined {
  const told = body as { readonly registrationId?: string } | undefined;
  return event.pathParameters?.registrationId ?? told?.registrationId;
}

/** The caller, who holds what the route asks for. Refuses with 401 or 403. */
function permittedCaller(event: ApiEvent, route: Route): Caller {
  if (route.permission === 'public') return nobody;
  const { userId, permissions, refusal, refusalType } = event.requestContext.authorizer?.lambda ?? {};
  const remedy = refusal ?? 'Send an access token as Authorization: Bearer <token>.';
  if (!userId) throw new Refusal(refusalType ?? 'unauthorized', remedy);
  const caller = { userId, permissions: new Set((permissions ?? '').split(' ')) };
  if (caller.permissions.has(route.permission)) return caller;
  throw new Refusal('not_allowed', `This needs the permission ${route.permission}, which none of your roles has.`);
}

function requestOf(event: ApiEvent, route: Route): ApiRequest {
  const caller = permittedCaller(event, route);
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

  return middy<ApiEvent, APIGatewayProxyStructuredResultV2>()
    .onError((request) => {
      const requestId = request.event.requestContext.requestId;
      const correlationId = correlationIdOf(request.event);
      const answer = problemAnswer(request.error, requestId);
      const write = answer.status >= 500 ? logger.error : logger.info;
      const ids = { requestId, correlationId, registrationId: registrationIdIn(request.event, answer) };
      write('request refused', { ...ids, status: answer.status, ...errorFields(request.error) });
      request.response = toGateway(answer, correlationId);
    })
    .handler(async (event) => {
      const matched = byRouteKey.get(event.routeKey);
      if (matched === undefined) throw new Refusal('not_found', 'There is nothing at this address.');
      const request = requestOf(event, matched.route);
      const { requestId, correlationId } = request;
      const answer = await loggingAbout({ requestId, correlationId }, () => matched.endpoint(request));
      const registrationId = registrationIdIn(event, answer);
      logger.info('request answered', { requestId, correlationId, registrationId, status: answer.status });
      return toGateway(answer, correlationId);
    });
}
