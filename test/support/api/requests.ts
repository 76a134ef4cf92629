import { type ApiEvent, type ApiRequest, decodeBody } from '../../../lambdas/platform/api/endpoint.ts';
import { ADMIN } from '../registration/builders.ts';

interface RequestDependencies {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly path?: Record<string, string>;
  readonly permissions?: readonly string[];
}

/** A request as the endpoints get it from lambdas/platform/api. */
export function aRequest({ body, headers = {}, path = {}, permissions = [] }: RequestDependencies = {}): ApiRequest {
  const event = {
    body: JSON.stringify(body),
    headers,
    pathParameters: path,
    isBase64Encoded: false,
  } as unknown as ApiEvent;
  const caller = { userId: ADMIN, permissions: new Set(permissions) };
  return {
    event,
    caller,
    json: decodeBody(event),
    actor: { type: 'user', id: ADMIN },
    requestId: 'req-1',
    correlationId: 'cor-1',
  };
}
