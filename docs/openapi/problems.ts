import { PROBLEM_TYPE_PREFIX, type ProblemType, problemTypes } from '../../contracts/api/problems.ts';
import type { Route } from '../../contracts/api/routes.ts';
import type { OperationText } from './operation-text.ts';
import { schemaRef } from './schemas.ts';

const always: readonly ProblemType[] = ['internal_error', 'unavailable'];
const ofBodies: readonly ProblemType[] = ['bad_request', 'payload_too_large', 'validation_error'];

/** Every problem that an operation may answer: those of its kind, then its own. */
export function problemsOf(route: Route, text: OperationText): readonly ProblemType[] {
  if (route.permission === 'public') return ['internal_error'];
  return [
    'unauthorized',
    ...(route.permission === 'signed-in' ? [] : (['not_allowed'] as const)),
    ...(text.path ? (['not_found'] as const) : []),
    ...(text.body ? ofBodies : []),
    ...(text.query ? (['validation_error'] as const) : []),
    ...(text.problems ?? []),
    ...always,
  ];
}

function example(type: ProblemType) {
  const { status, title } = problemTypes[type];
  const value = {
    type: `${PROBLEM_TYPE_PREFIX}${type}`,
    title,
    status,
    detail: `${title}; here stand the reason and the remedy.`,
    requestId: 'Jb5h2jQpDoEEMWg=',
    ...(type === 'validation_error' ? { errors: [{ field: 'email', message: 'is required' }] } : {}),
  };
  return { summary: title, value };
}

function response(types: readonly ProblemType[]) {
  const names = types.map((type) => `${PROBLEM_TYPE_PREFIX}${type}`);
  return {
    description: types.map((type) => `${problemTypes[type].title} (\`${type}\`)`).join('; '),
    headers: { 'X-Correlation-Id': { $ref: '#/components/headers/CorrelationId' } },
    content: {
      'application/problem+json': {
        schema: { allOf: [schemaRef('Problem'), { properties: { type: { enum: names } } }] },
        examples: Object.fromEntries(types.map((type) => [type, example(type)])),
      },
    },
  };
}

/** The problem answers of an operation, by status. */
export function problemResponses(route: Route, text: OperationText): Record<string, unknown> {
  const types = problemsOf(route, text);
  const statuses = [...new Set(types.map((type) => problemTypes[type].status))].sort();
  return Object.fromEntries(
    statuses.map((status) => [status, response(types.filter((type) => problemTypes[type].status === status))]),
  );
}
