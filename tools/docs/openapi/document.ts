import { type Route, routes } from '../../../contracts/api/routes.ts';
import { operations } from '../../../contracts/api/texts/index.ts';
import type { OperationText, Success } from '../../../contracts/api/texts/operation-text.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import type { JsonSchema } from '../json-schema.ts';
import { examples } from './examples.ts';
import { componentHeaders, componentParameters, parametersOf } from './parameters.ts';
import { componentExamples, componentResponses, problemResponses } from './problems.ts';
import { componentSchemas, schemaRef } from './schemas.ts';

const tags = [
  { name: 'Registrations', description: 'Making users.' },
  { name: 'Sign-in', description: 'Getting in, with a password or by an external provider.' },
  { name: 'Sessions', description: 'Who is in, and since when.' },
  { name: 'Users', description: 'The users that exist.' },
  { name: 'Roles', description: 'Who may do what: roles, permission groups, decisions.' },
  { name: 'Invitations', description: 'Asking people in.' },
  { name: 'Audit', description: 'Who did what, and when.' },
  { name: 'Service', description: 'The API itself.' },
];

function contentOf({ schema, anyJson }: Success): JsonSchema {
  if (anyJson) return { content: { 'application/json': { schema: { type: 'object' } } } };
  if (schema === undefined || schema === 'Problem') return {};
  return { content: { 'application/json': { schema: schemaRef(schema), example: examples[schema] } } };
}

function successResponse(success: Success): JsonSchema {
  const location = success.location ? { Location: { $ref: '#/components/headers/Location' } } : {};
  return {
    description: success.description,
    headers: { 'X-Correlation-Id': { $ref: '#/components/headers/CorrelationId' }, ...location },
    ...contentOf(success),
  };
}

function requestBody({ body }: OperationText): JsonSchema {
  if (body === undefined) return {};
  const content = { 'application/json': { schema: schemaRef(body), example: examples[body] } };
  return { requestBody: { required: true, content } };
}

function operationOf(route: Route, text: OperationText): JsonSchema {
  const { permission, operation } = route;
  const needs = permission.includes(':') ? ` Needs the permission \`${permission}\`.` : '';
  return {
    operationId: operation,
    tags: [text.tag],
    summary: text.summary,
    description: `${text.description}${needs}`,
    security: permission === 'public' ? [] : [{ bearer: [] }],
    parameters: parametersOf(text),
    ...requestBody(text),
    responses: {
      ...Object.fromEntries(text.successes.map((success) => [success.status, successResponse(success)])),
      ...problemResponses(route, text),
    },
  };
}

function paths(): Record<string, JsonSchema> {
  const made: Record<string, JsonSchema> = {};
  for (const route of routes) {
    const operation = operationOf(route, operations[route.operation]);
    made[route.path] = { ...made[route.path], [route.method.toLowerCase()]: operation };
  }
  return made;
}

/** The whole OpenAPI 3.1 document. */
export const openApiDocument = (): JsonSchema => ({
  openapi: '3.1.0',
  info: {
    title: 'Rollcall',
    version: packageJson.version,
    description: packageJson.description,
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/', description: 'Where this document is served.' }],
  tags,
  paths: paths(),
  components: {
    securitySchemes: {
      bearer: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: "An access token of Rollcall's user pool; an ID token is not taken.",
      },
    },
    parameters: componentParameters(),
    headers: componentHeaders(),
    responses: componentResponses(routes.map((route) => [route, operations[route.operation]])),
    examples: componentExamples(),
    schemas: componentSchemas(),
  },
});
