import { type Route, routes } from '../../../contracts/api/routes.ts';
import { operations } from '../../../contracts/api/texts/index.ts';
import { type OperationText, type Success, tags } from '../../../contracts/api/texts/operation-text.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import type { JsonSchema } from '../json-schema.ts';
import { examples } from './examples.ts';
import { componentHeaders, componentParameters, parametersOf } from './parameters.ts';
import { componentExamples, componentResponses, problemResponses } from './problems.ts';
import { componentSchemas, schemaRef } from './schemas.ts';

const description = `${packageJson.description}

## Authentication

Programs send an access token: \`Authorization: Bearer <token>\`. Browsers use a session cookie: a login with \`mode: cookie\` sets
\`__Host-rollcall\` (HttpOnly, Secure, SameSite=Lax). A local system sets \`rollcall\`, without Secure.

## Requests from browsers

These rules protect against cross-site request forgery. They hold for every request but GET that has the session cookie, and
for every request but GET to an operation without authentication:

- A request with a body or with the session cookie needs \`Content-Type: application/json\`, also when the body is empty. Otherwise the response is 415.
- \`Origin\` must be the API's own origin or that of the application (\`appUrl\` of the stage), or \`Sec-Fetch-Site\` must be \`same-origin\`. Otherwise
  the response is 403. A request without \`Origin\`, \`Sec-Fetch-Site\` and cookies is accepted: no browser sends it.

The API has no CORS headers, so a page of another origin cannot call it. A browser application needs a reverse proxy that serves the
application and the API from one origin.
`;

function contentOf({ schema, anyJson }: Success): JsonSchema {
  if (anyJson) return { content: { 'application/json': { schema: { type: 'object' } } } };
  if (schema === undefined || schema === 'Problem') return {};
  return { content: { 'application/json': { schema: schemaRef(schema), example: examples[schema] } } };
}

function successResponse(success: Success): JsonSchema {
  const location = success.location ? { Location: { $ref: '#/components/headers/Location' } } : {};
  const cookie = success.cookie
    ? { 'Set-Cookie': { $ref: `#/components/headers/${success.cookie === 'set' ? 'SessionCookie' : 'DeletedCookie'}` } }
    : {};
  return {
    description: success.description,
    headers: { 'X-Correlation-Id': { $ref: '#/components/headers/CorrelationId' }, ...location, ...cookie },
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
    security: permission === 'public' ? [] : [{ bearer: [] }, { cookie: [] }],
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

/** The OpenAPI 3.1 document. */
export const openApiDocument = (): JsonSchema => ({
  openapi: '3.1.0',
  info: {
    title: 'Rollcall',
    version: packageJson.version,
    description,
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/', description: 'The server of this document.' }],
  tags: Object.entries(tags).map(([name, text]) => ({ name, description: text })),
  paths: paths(),
  components: {
    securitySchemes: {
      bearer: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: "An access token of Rollcall's user pool. An ID token is refused.",
      },
      cookie: {
        type: 'apiKey',
        in: 'cookie',
        name: '__Host-rollcall',
        description: 'The session cookie of a login with `mode: cookie`; `rollcall` on a local system.',
      },
    },
    parameters: componentParameters(),
    headers: componentHeaders(),
    responses: componentResponses(routes.map((route) => [route, operations[route.operation]])),
    examples: componentExamples(),
    schemas: componentSchemas(),
  },
});
