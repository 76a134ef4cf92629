import * as z from 'zod/mini';
import { DEFAULT_LIMIT } from '../../../contracts/api/page.ts';
import type { OperationText } from '../../../contracts/api/texts/operation-text.ts';
import { idempotencyKey } from '../../../contracts/api/users.ts';
import { type JsonSchema, plain } from '../json-schema.ts';

const descriptions: Record<string, string> = {
  userId: "The user's id.",
  registrationId: "The registration's id, which is also the execution's name.",
  sessionId: "The session's id.",
  role: "The role's name.",
  reason: 'Why, in your words; it goes into the trail.',
  limit: 'How many items at most.',
  cursor: 'The `nextCursor` of the page before.',
  confirm: 'Must be `true`: deleting cannot be undone.',
  action: "The event's name in capitals, such as USER_REGISTERED.",
  targetType: 'What was acted upon, such as user.',
  targetId: 'The id of what was acted upon.',
  actorId: 'The id of who acted.',
  from: 'A date or time, inclusive.',
  to: 'A date or time, inclusive.',
};

function parameters(where: 'path' | 'query', schema: z.ZodMiniType | undefined): readonly JsonSchema[] {
  if (schema === undefined) return [];
  // As parsed, since a query's numbers are sent as text but meant as numbers.
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
    description: 'Chosen by the caller, once a request: sent again with the same body, it is the same request.',
    schema: plain(z.toJSONSchema(idempotencyKey)),
  },
  CorrelationId: {
    name: 'X-Correlation-Id',
    in: 'header',
    required: false,
    description: 'Goes into every event, log line and audit entry of this request; the request id where not sent.',
    schema: correlation,
  },
});

export const componentHeaders = () => ({
  CorrelationId: { description: 'What to look for in the audit trail and the logs.', schema: correlation },
  Location: { description: 'Where the answer says that it stands.', schema: { type: 'string' } },
});
