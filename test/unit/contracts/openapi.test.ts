import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import document from '../../../contracts/api/openapi.json' with { type: 'json' };
import { problem, problemTypes } from '../../../contracts/api/problems.ts';
import { routes } from '../../../contracts/api/routes.ts';
import { requestSchemas, responseSchemas } from '../../../contracts/api/schemas.ts';
import { operations } from '../../../contracts/api/texts/index.ts';
import { examples } from '../../../tools/docs/openapi/examples.ts';

interface Response {
  readonly $ref?: string;
  readonly headers?: Record<string, { readonly $ref: string }>;
  readonly content?: Record<string, { readonly examples?: Record<string, object> }>;
}
interface Described {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters: readonly { readonly name?: string; readonly in?: string; readonly $ref?: string }[];
  readonly responses: Record<string, Response>;
}
const paths = document.paths as unknown as Record<string, Record<string, Described>>;
const shared = document.components.responses as unknown as Record<string, Response>;
const problemExamples = document.components.examples as Record<string, { readonly value: unknown }>;
const PROBLEM = 'application/problem+json';
const described = routes.map((route) => ({ route, operation: paths[route.path]?.[route.method.toLowerCase()] }));

const leastStatuses: Readonly<Record<string, string[]>> = { public: ['500'], 'signed-in': ['401', '503'] };

describe('the OpenAPI document', () => {
  it('passes the linter without warnings', () => {
    const root = fileURLToPath(new URL('../../../', import.meta.url));
    const lint = ['lint', 'contracts/api/openapi.json', '--max-problems=50', '--format=json'];
    const options = { cwd: root, encoding: 'utf8', stdio: 'pipe' } as const;
    const { totals } = JSON.parse(execFileSync('node_modules/.bin/redocly', lint, options));
    expect(totals).toMatchObject({ errors: 0, warnings: 0 });
  }, 30_000);

  it('describes every route', () => {
    expect(described.map(({ operation }) => operation?.operationId)).toEqual(routes.map(({ operation }) => operation));
  });

  it('describes nothing but the routes', () => {
    expect(Object.values(paths).flatMap(Object.keys)).toHaveLength(routes.length);
  });

  it.each(described.map((one) => [one.route.operation, one] as const))(
    'describes the parameters, the security and the responses of %s',
    (_, { route, operation }) => {
      const parameters = operation?.parameters ?? [];
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(inPath).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      expect(operation?.security).toEqual(route.permission === 'public' ? [] : [{ bearer: [] }, { cookie: [] }]);
      const takesKey = operations[route.operation].idempotencyKey === true;
      expect(parameters.some(({ $ref }) => $ref?.endsWith('IdempotencyKey'))).toBe(takesKey);
      const statuses = Object.keys(operation?.responses ?? {});
      expect(statuses).toEqual(expect.arrayContaining(leastStatuses[route.permission] ?? ['401', '403', '503']));
    },
  );

  it('has every problem type, each with a valid example', () => {
    const shown = described
      .flatMap(({ operation }) => Object.values(operation?.responses ?? {}))
      .flatMap(({ $ref }) => Object.keys(shared[$ref?.replace(/.*\//, '') ?? '']?.content?.[PROBLEM]?.examples ?? {}));
    expect(new Set(shown)).toEqual(new Set(Object.keys(problemTypes)));
    for (const type of shown) z.parse(problem, problemExamples[type]?.value);
  });

  it.each([
    ['SessionCookie', ['logIn', 'logInExternally', 'refreshSession', 'changePassword']],
    ['DeletedCookie', ['logOut', 'logOutEverywhere', 'revokeMySession']],
  ])('has the header Set-Cookie (%s) in the responses of %j', (header, operationIds) => {
    const withCookie = described.filter(({ operation }) =>
      Object.values(operation?.responses ?? {}).some(({ headers }) => headers?.['Set-Cookie']?.$ref.endsWith(header)),
    );
    expect(withCookie.map(({ route }) => route.operation).sort()).toEqual(operationIds.sort());
  });

  it.each(Object.entries(examples))('has a valid example of %s', (name, example) => {
    const schemas: Record<string, z.ZodMiniType> = { ...requestSchemas, ...responseSchemas };
    const schema = schemas[name];
    expect(schema && z.safeParse(schema, example).error).toBeUndefined();
  });
});
