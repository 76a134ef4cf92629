import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { PROBLEM_TYPE_PREFIX, type Problem, type ProblemType, problemTypes } from '../../../contracts/api/problems.ts';
import { type Operation, type Route, routes } from '../../../contracts/api/routes.ts';
import { correlationId as correlationIdSchema, SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import { classify } from '../aws/classify.ts';
import { errorNameOf, forbidden, Refusal } from '../errors.ts';
import { errorFields, logger } from '../observability/logger.ts';
import { addContext, runWithContext } from '../observability/request-context.ts';
import { parse } from '../parse.ts';
import { type ApiAnswer, type ApiEvent, type ApiRequest, type Caller, decodeBody, toGateway } from './endpoint.ts';
import { refuseCrossSite } from './same-site.ts';

export type Endpoint = (request: ApiRequest) => Promise<ApiAnswer>;

type Endpoints = Partial<Record<Operation, Endpoint>>;

/** What the middlewares add to Lambda's context, in their order. */
interface ApiContext extends Context {
  route: Route;
  endpoint: Endpoint;
  caller: Caller;
  json: ApiRequest['json'];
}

type Middleware = MiddlewareObj<ApiEvent, APIGatewayProxyStructuredResultV2, Error, ApiContext>;

/** API Gateway has matched the path already: its routeKey names the operation. Refuses with 404. */
function matchRoute(endpoints: Endpoints): Middleware {
  const byRouteKey = new Map<string, { route: Route; endpoint: Endpoint }>(
    routes.flatMap((route) => {
      const endpoint = endpoints[route.operation];
      return endpoint ? [[`${route.method} ${route.path}`, { route, endpoint }] as const] : [];
    }),
  );
  return {
    before({ event, context }) {
      const matched = byRouteKey.get(event.routeKey);
      if (matched === undefined) throw new Refusal('not_found', 'There is nothing at this address.');
      Object.assign(context, matched);
    },
  };
}

const anonymous: Caller = { userId: SYSTEM_ACTOR_ID, permissions: new Set() };

function permittedCaller(event: ApiEvent, route: Route): Caller {
  if (route.permission === 'public') return anonymous;
  const { userId, permissions, refusal, refusalType, via, sessionId } = event.requestContext.authorizer?.lambda ?? {};
  const remedy = refusal ?? 'Send an access token as Authorization: Bearer <token>, or a session cookie.';
  if (!userId) throw new Refusal(refusalType ?? 'unauthorized', remedy);
  const caller = { userId, permissions: new Set((permissions ?? '').split(' ')), via, sessionId };
  if (route.permission === 'signed-in' || route.refusalIsEvent || caller.permissions.has(route.permission))
    return caller;
  throw forbidden(route.permission);
}

/** The caller from the authorizer's context, who has the route's permission. Refuses with 401, 403 or 503. */
const authenticate: Middleware = {
  before({ event, context }) {
    context.caller = permittedCaller(event, context.route);
  },
};

/** CSRF protection of requests that a browser may send by itself. Refuses with 403 or 415. */
const protectFromCsrf: Middleware = {
  before({ event, context: { route, caller } }) {
    if (route.permission === 'public' || caller.via === 'cookie') refuseCrossSite(event, route.method, caller.via);
  },
};

const parseBody: Middleware = {
  before({ event, context }) {
    context.json = decodeBody(event);
  },
};

function correlationIdOf(event: ApiEvent): string {
  const sent = parse(correlationIdSchema, event.headers['x-correlation-id']);
  return sent.ok ? sent.value : event.requestContext.requestId;
}

/** Some requests start a registration: only their answer names it. */
function addRegistration({ body }: ApiAnswer): void {
  const { registrationId } = (body ?? {}) as { readonly registrationId?: string };
  if (registrationId) addContext({ registrationId });
}

/** Any error as a problem; nothing else of it leaves. */
const answerProblem: Middleware = {
  onError(request) {
    const answer = problemAnswer(request.error, request.event.requestContext.requestId);
    const write = answer.status >= 500 ? logger.error : logger.info;
    addRegistration(answer);
    write('request refused', { status: answer.status, ...errorFields(request.error) });
    request.response = toGateway(answer, correlationIdOf(request.event));
  },
};

async function callEndpoint(event: ApiEvent, { endpoint, caller, json }: ApiContext) {
  const { http, requestId } = event.requestContext;
  const correlationId = correlationIdOf(event);
  const [ip, userAgent] = [http.sourceIp?.slice(0, 45), http.userAgent?.slice(0, 500)];
  const actor = { type: 'user', id: caller.userId, ip, userAgent } as const;
  const answer = await endpoint({ event, caller, json, actor, requestId, correlationId });
  addRegistration(answer);
  logger.info('request answered', { status: answer.status });
  return toGateway(answer, correlationId);
}

/** The entry point of a capability's HTTP routes. */
export function api(endpoints: Endpoints) {
  const handle = middy<ApiEvent, APIGatewayProxyStructuredResultV2, Error, ApiContext>()
    .use(answerProblem)
    .use(matchRoute(endpoints))
    .use(authenticate)
    .use(protectFromCsrf)
    .use(parseBody)
    .handler(callEndpoint);
  // Around all of it, so that a refusal's log lines carry the ids as well.
  return (event: ApiEvent, context: Context) => {
    const ids = {
      requestId: event.requestContext.requestId,
      correlationId: correlationIdOf(event),
      registrationId: event.pathParameters?.registrationId,
    };
    return runWithContext('request', ids, () => handle(event, context as ApiContext));
  };
}

const detailOf: Partial<Record<ProblemType, string>> = {
  internal_error: 'The request was not completed. Try again; if it stays, give your operator the requestId.',
  unavailable: 'A service that this request needs did not answer. Send the same request again.',
};

/** Where a repetition may help, by the one classification of AWS errors; 500 where it cannot. */
function isTransient(error: unknown): boolean {
  const faultClass = classify(error);
  return errorNameOf(error) === 'Transient' || faultClass === 'transient' || faultClass === 'ambiguous';
}

const asRefusal = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  const type = isTransient(error) ? 'unavailable' : 'internal_error';
  return new Refusal(type, detailOf[type] ?? '');
};

/** Any error as RFC 9457's problem; only a Refusal's text leaves. */
export function problemAnswer(error: unknown, requestId: string): ApiAnswer {
  const refusal = asRefusal(error);
  const { status, title } = problemTypes[refusal.type];
  const body: Problem = {
    type: `${PROBLEM_TYPE_PREFIX}${refusal.type}`,
    title,
    status,
    detail: refusal.message,
    requestId,
    ...(refusal.errors ? { errors: [...refusal.errors] } : {}),
    ...(refusal.registrationId ? { registrationId: refusal.registrationId } : {}),
  };
  const after = refusal.retryAfterSeconds;
  const retry: Record<string, string> = after === undefined ? {} : { 'retry-after': String(after) };
  return { status, body, headers: { 'content-type': 'application/problem+json', ...retry } };
}
