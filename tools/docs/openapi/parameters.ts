import * as z from 'zod/mini';
import { DEFAULT_LIMIT } from '../../../contracts/api/page.ts';
import type { OperationText } from '../../../contracts/api/texts/operation-text.ts';
import { idempotencyKey } from '../../../contracts/api/users.ts';
import { type JsonSchema, plain } from '../json-schema.ts';

const descriptions: Record<string, string> = {
  userId: "The user's id.",
  registrationId: "The registration's id, which is also the name of the workflow's execution.",
  sessionId: "The session's id.",
  role: "The role's name.",
  reason: 'The reason, which is recorded in the audit trail.',
  limit: 'The maximum number of items.',
  cursor: '`nextCursor` of the previous page.',
  confirm: 'Must be `true`, because a deletion cannot be undone.',
  action: "The event's name in capitals, such as USER_REGISTERED.",
  targetType: 'The type of the target, such as user.',
  targetId: 'The id of the target.',
  actorId: 'The id of the acting user.',
  from: 'A date or time, inclusive.',
  to: 'A date or time, inclusive.',
};

function parameters(where: 'path' | 'query', schema: z.ZodMiniType | undefined): readonly JsonSchema[] {
  if (schema === undefined) return [];
  // The parsed form: a query has numbers as text.
  const { properties = {} } = plain(z.toJSONSchema(schema, { unrepresentable: 'any' })) as {
    properties?: Record<string, JsonSchema>;
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path',
    description: descriptions[name],
    schema: name === 'limit' ? { ...property, default: DEFAULT_LIMIT } : property,
  }));
}

export const parametersOf = ({ path, query, idempotencyKey: withKey }: OperationText): readonly JsonSchema[] => [
  ...parameters('path', path),
  ...parameters('query', query),
  ...(withKey ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  { $ref: '#/components/parameters/CorrelationId' },
];

const correlation = { type: 'string', pattern: '^[A-Za-z0-9_.:=+/-]{1,128}$' };

export const componentParameters = () => ({
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Chosen by the caller, a new one for each request. A repeated request with the same key and body has one effect and gets the same response.',
    schema: plain(z.toJSONSchema(idempotencyKey)),
  },
  CorrelationId: {
    name: 'X-Correlation-Id',
    in: 'header',
    required: false,
    description: 'Recorded in every event, log line and audit entry of this request. Default: the request id.',
    schema: correlation,
  },
});

export const componentHeaders = () => ({
  CorrelationId: { description: 'The correlation id in the audit trail and the logs.', schema: correlation },
  Location: { description: 'The path of the resource.', schema: { type: 'string' } },
  SessionCookie: {
    description: 'In cookie mode only: the session cookie, valid until the session expires.',
    schema: {
      type: 'string',
      examples: ['__Host-rollcall=<value>; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800; Secure'],
    },
  },
  DeletedCookie: {
    description: 'Deletes the session cookie, if this request was sent with it and its session is revoked.',
    schema: { type: 'string', examples: ['__Host-rollcall=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure'] },
  },
});
