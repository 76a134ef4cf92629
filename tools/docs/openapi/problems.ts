import { PROBLEM_TYPE_PREFIX, type ProblemType, problemTypes } from '../../../contracts/api/problems.ts';
import type { Route } from '../../../contracts/api/routes.ts';
import type { OperationText } from '../../../contracts/api/texts/operation-text.ts';
import { schemaRef } from './schemas.ts';

const always: readonly ProblemType[] = ['internal_error', 'unavailable'];
/** Of every method but GET: protection against cross-site request forgery (lambdas/platform/api/same-site.ts). */
const ofChanges: readonly ProblemType[] = ['cross_site_request', 'unsupported_media_type'];
const ofBodies: readonly ProblemType[] = ['bad_request', 'payload_too_large', 'validation_error'];

const mayBeInvalid = ({ query, idempotencyKey }: OperationText): boolean =>
  query !== undefined || idempotencyKey !== undefined;

/** Every problem of an operation: those of its kind, then its own. */
export function problemsOf(route: Route, text: OperationText): readonly ProblemType[] {
  const changing = route.method === 'GET' ? [] : ofChanges;
  if (route.permission === 'public')
    return [...(text.body ? ofBodies : []), ...(text.problems ?? []), ...changing, 'internal_error'];
  return [
    'unauthorized',
    ...(route.permission === 'signed-in' ? [] : (['not_allowed'] as const)),
    ...(text.path ? (['not_found'] as const) : []),
    ...(text.body ? ofBodies : []),
    ...(mayBeInvalid(text) ? (['validation_error'] as const) : []),
    ...(text.problems ?? []),
    ...changing,
    ...always,
  ];
}

function example(type: ProblemType) {
  const { status, title } = problemTypes[type];
  const value = {
    type: `${PROBLEM_TYPE_PREFIX}${type}`,
    title,
    status,
    detail: `${title}. This sentence gives the reason and the remedy.`,
    requestId: 'Jb5h2jQpDoEEMWg=',
    ...(type === 'validation_error' ? { errors: [{ field: 'email', message: 'is required' }] } : {}),
  };
  return { summary: title, value };
}

const retryAfter = {
  description: 'Seconds until the next attempt is permitted.',
  schema: { type: 'integer', minimum: 1 },
};

function response(types: readonly ProblemType[]) {
  const names = types.map((type) => `${PROBLEM_TYPE_PREFIX}${type}`);
  return {
    description: types.map((type) => `${problemTypes[type].title} (\`${type}\`)`).join('; '),
    headers: {
      'X-Correlation-Id': { $ref: '#/components/headers/CorrelationId' },
      ...(types.includes('too_many_attempts') ? { 'Retry-After': retryAfter } : {}),
    },
    content: {
      'application/problem+json': {
        schema: { allOf: [schemaRef('Problem'), { properties: { type: { enum: names } } }] },
        examples: Object.fromEntries(types.map((type) => [type, { $ref: `#/components/examples/${type}` }])),
      },
    },
  };
}

/** The types of an operation's problems, one list per status. */
function byStatus(route: Route, text: OperationText): readonly (readonly ProblemType[])[] {
  const types = [...new Set(problemsOf(route, text))];
  const statuses = [...new Set(types.map((type) => problemTypes[type].status))].sort();
  return statuses.map((status) => types.filter((type) => problemTypes[type].status === status));
}

const statusOf = ([first]: readonly ProblemType[]) => String(first && problemTypes[first].status);
const nameOf = (types: readonly ProblemType[]) => types.join('-');

/** The problem responses of an operation, by status. */
export const problemResponses = (route: Route, text: OperationText): Record<string, unknown> =>
  Object.fromEntries(
    byStatus(route, text).map((types) => [statusOf(types), { $ref: `#/components/responses/${nameOf(types)}` }]),
  );

/** Every combination of problems as a shared response: inline, they would make the document five times as long. */
export const componentResponses = (described: readonly (readonly [Route, OperationText])[]) =>
  Object.fromEntries(
    described.flatMap(([route, text]) => byStatus(route, text)).map((types) => [nameOf(types), response(types)]),
  );

/** One example per type, which the responses refer to. */
export const componentExamples = () =>
  Object.fromEntries((Object.keys(problemTypes) as ProblemType[]).map((type) => [type, example(type)]));
