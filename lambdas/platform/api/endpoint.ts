import type { APIGatewayProxyEventV2WithLambdaAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Actor } from '../../../contracts/events/define-event.ts';
import { Refusal } from '../errors.ts';
import { type Parsed, parse } from '../parse.ts';

/** How a caller authenticated. */
const credential = z.enum(['bearer', 'cookie']);

/** The authorizer's context of the caller; without a userId when no valid credential was sent. */
export const authorizerContext = z.object({
  userId: z.optional(z.string()),
  /** Space-separated, as in OAuth scopes: a context value must be plain text. */
  permissions: z.optional(z.string()),
  via: z.optional(credential),
  /** Absent for a token without a session record, such as one made with AWS credentials. */
  sessionId: z.optional(z.string()),
  /** Why there is no caller, and the problem's type: `unauthorized` by default. */
  refusal: z.optional(z.string()),
  refusalType: z.optional(z.enum(['unauthorized', 'unavailable'])),
});
export type AuthorizerContext = z.infer<typeof authorizerContext>;

export type ApiEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<AuthorizerContext | null>;

/** Authenticated by a verified access token or a session cookie. */
export interface Caller {
  readonly userId: string;
  readonly permissions: ReadonlySet<string>;
  readonly via?: z.infer<typeof credential> | undefined;
  readonly sessionId?: string | undefined;
}

/** A request as the endpoints get it: authenticated and permitted; its fields are parsed by the endpoint's schemas. */
export interface ApiRequest {
  /** The body. Refuses with 413 or 400 here, and not before: an endpoint that takes no body ignores one. */
  readonly json: () => unknown;
  readonly event: ApiEvent;
  readonly caller: Caller;
  readonly actor: Actor;
  readonly requestId: string;
  readonly correlationId: string;
}

export const MAX_BODY_BYTES = 64 * 1024;

/** The JSON of the body, of at most 64 KB; what is wrong with it is thrown when it is read. */
export function decodeBody({ body = '', isBase64Encoded }: ApiEvent): ApiRequest['json'] {
  return () => {
    const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_BODY_BYTES) {
      throw new Refusal('payload_too_large', `The body has ${bytes} bytes; at most ${MAX_BODY_BYTES} are accepted.`);
    }
    try {
      return JSON.parse(text);
    } catch {
      throw new Refusal('bad_request', 'The body is not JSON; send a JSON object as application/json.');
    }
  };
}

function valid<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new Refusal('validation_error', 'See errors for what is wrong with which field.', { errors: parsed.errors });
}

/** The JSON body by its contract. Refuses with 413, 400 or 422. */
export const readBody = <Schema extends z.ZodMiniType>(request: ApiRequest, schema: Schema): z.output<Schema> =>
  valid(parse(schema, request.json()));

/** The query string by its contract. Refuses with 422. */
export const readQuery = <Schema extends z.ZodMiniType>(request: ApiRequest, schema: Schema): z.output<Schema> =>
  valid(parse(schema, request.event.queryStringParameters ?? {}));

/** The path's parameters by their contract. An id of the wrong form names nothing: 404. */
export function readPath<Schema extends z.ZodMiniType>(request: ApiRequest, schema: Schema): z.output<Schema> {
  const parsed = parse(schema, request.event.pathParameters ?? {});
  if (parsed.ok) return parsed.value;
  throw new Refusal('not_found', 'There is nothing at this address; check the id in the path.');
}

/** One header by its contract, undefined when it was not sent. Refuses with 422. */
export function readHeader<Schema extends z.ZodMiniType>(
  request: ApiRequest,
  name: string,
  schema: Schema,
): z.output<Schema> | undefined {
  const text = request.event.headers[name.toLowerCase()];
  if (text === undefined) return undefined;
  const parsed = parse(schema, text);
  if (parsed.ok) return parsed.value;
  const errors = parsed.errors.map(({ message }) => ({ field: name, message }));
  throw new Refusal('validation_error', `The header ${name} is not valid.`, { errors });
}

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

/** Where a page ended, as text that callers hand back and need not understand. Not a secret. */
export const writeCursor = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString('base64url');

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The position in a cursor that `isOfList` knows as its own; anything else is refused with 422. */
export function readCursor<Schema extends z.ZodMiniType>(
  cursor: string,
  position: Schema,
  isOfList: (position: z.output<Schema>) => boolean = () => true,
): z.output<Schema> {
  const read = parse(position, decode(cursor));
  if (read.ok && isOfList(read.value)) return read.value;
  const errors = [{ field: 'cursor', message: 'is not a cursor of this list' }];
  throw new Refusal('validation_error', 'Send the nextCursor of a page of this very list, or no cursor.', { errors });
}
