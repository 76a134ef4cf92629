import { problemTypes } from '../../../contracts/api/problems.ts';
import { type Route, routes } from '../../../contracts/api/routes.ts';
import { operations } from '../../../contracts/api/texts/index.ts';
import { tags } from '../../../contracts/api/texts/operation-text.ts';
import { problemsOf } from './problems.ts';

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;

const permissionNames: Readonly<Record<string, string>> = { public: 'none', 'signed-in': 'authenticated' };

function routeRow(route: (typeof routes)[number]): string {
  const text = operations[route.operation];
  const permission = permissionNames[route.permission] ?? `\`${route.permission}\``;
  const statuses = [
    ...text.successes.map(({ status }) => status),
    ...problemsOf(route as Route, text).map((type) => problemTypes[type].status),
  ];
  return row(`\`${route.method} ${route.path}\``, text.summary, permission, [...new Set(statuses)].sort().join(', '));
}

const sections = Object.keys(tags).map((tag) => {
  const rows = routes.filter(({ operation }) => operations[operation].tag === tag).map(routeRow);
  return `## ${tag}

| route | summary | permission | statuses |
|---|---|---|---|
${rows.join('\n')}
`;
});

const problemRows = Object.entries(problemTypes).map(([type, { status, title }]) =>
  row(`\`urn:rollcall:problem:${type}\``, String(status), title),
);

const anchorOf = (heading: string) => heading.toLowerCase().replace(/ /g, '-');

/** docs/api.md: the short form of the OpenAPI document. */
export const apiPage = (): string => `<!-- Generated from contracts/api by npm run generate. -->
# HTTP API

The complete description, with schemas and examples, is the [OpenAPI 3.1 document](../contracts/api/openapi.json), served at \`/openapi.json\`.

${[...Object.keys(tags), 'Problems'].map((heading) => `- [${heading}](#${anchorOf(heading)})`).join('\n')}

Programs send an access token as \`Authorization: Bearer <token>\` (\`npm run -s token\` prints one of a running system). Browsers use a session cookie;
the OpenAPI document has the rules for requests with it. Bodies are JSON of at most 64 KB. A POST that creates something accepts an \`Idempotency-Key\`.
Lists have the form \`{ items, nextCursor }\`; send \`nextCursor\` as \`cursor\` to get the next page. The permission \`authenticated\` means any signed-in user.

${sections.join('\n')}
## Problems

Every error is \`application/problem+json\` (RFC 9457): \`type\`, \`title\`, \`status\`, \`detail\`, \`requestId\`, and \`errors\` (\`field\`, \`message\`) for invalid fields.

| type | status | title |
|---|---|---|
${problemRows.join('\n')}
`;
