import { problemTypes } from '../../../contracts/api/problems.ts';
import { routes } from '../../../contracts/api/routes.ts';
import { operations } from '../../../contracts/api/texts/index.ts';
import { problemsOf } from './problems.ts';

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;

const routeRows = routes.map((route) => {
  const text = operations[route.operation];
  const permission =
    { public: 'none', 'signed-in': 'none, but a token' }[route.permission as string] ?? `\`${route.permission}\``;
  const statuses = [
    ...text.successes.map(({ status }) => status),
    ...problemsOf(route, text).map((type) => problemTypes[type].status),
  ];
  const answers = [...new Set(statuses)].sort().join(', ');
  return row(`\`${route.method} ${route.path}\``, text.summary, permission, answers);
});

const problemRows = Object.entries(problemTypes).map(([type, { status, title }]) =>
  row(`\`urn:rollcall:problem:${type}\``, String(status), title),
);

/** docs/api.md: the short form of the OpenAPI document. */
export const apiPage = (): string => `<!-- Generated from contracts/api by npm run generate. -->
# The HTTP API

The whole description, with schemas and examples, is [OpenAPI 3.1](../contracts/api/openapi.json), served at \`/openapi.json\`.
Send an access token as \`Authorization: Bearer <token>\` (\`npm run -s token\` prints one on a running system). Bodies are JSON,
at most 64 KB. A POST that creates takes an \`Idempotency-Key\`. Lists answer \`{ items, nextCursor }\`; send \`nextCursor\` back as \`cursor\`.

| route | what it does | permission | answers |
|---|---|---|---|
${routeRows.join('\n')}

## Problems

Every error is \`application/problem+json\` (RFC 9457): \`type\`, \`title\`, \`status\`, \`detail\`, \`requestId\`, and \`errors\` (\`field\`, \`message\`) for fields.

| type | status | title |
|---|---|---|
${problemRows.join('\n')}
`;
