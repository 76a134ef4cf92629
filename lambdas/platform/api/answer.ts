import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** What an endpoint answers; `body` becomes JSON, undefined becomes no body. */
export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Each the text of a Set-Cookie. */
  readonly cookies?: readonly string[];
}

export function toGateway(answer: ApiAnswer, correlationId: string): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: answer.status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-correlation-id': correlationId,
      ...answer.headers,
    },
    ...(answer.cookies === undefined ? {} : { cookies: [...answer.cookies] }),
    ...(answer.body === undefined ? {} : { body: JSON.stringify(answer.body) }),
  };
}
