import fc, { type Arbitrary } from 'fast-check';
import description from '../../../contracts/api/openapi.json' with { type: 'json' };
import type { Route } from '../../../contracts/api/route.ts';
import { arbitraryOf, type Known, type Schema } from './json-schema.ts';

/** A request of a caller who tries to break the API. */
export interface HostileRequest {
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded values of the path's parameters. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

interface Described {
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly parameters?: readonly { readonly name?: string; readonly in?: string }[];
}

const describedBy = ({ path, method }: Route): Described =>
  (description.paths as unknown as Readonly<Record<string, Readonly<Record<string, Described>>>>)[path]?.[
    method.toLowerCase()
  ] ?? {};

const nasty: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202emoc.elpmaxe',
  'Ann\r\nBcc: bob@example.com',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%00',
  '$' + '{jndi:ldap://example.com}',
  "' OR 1=1 --",
  '@',
  'ann@',
  'ann@xn--',
  'ann@'.padEnd(256, 'e'),
  '\u00e9'.repeat(300),
  'NaN',
  '-1',
  '1e999',
];

const hostileText = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', maxLength: 300 }));
const junk = fc.oneof(hostileText, fc.jsonValue(), fc.constantFrom(null, 1e308, -0, [], {}, [[[[]]]]));

const brokenTexts: readonly string[] = [
  '',
  '{',
  'null',
  '"ann"',
  '[]',
  '7',
  '\u0000',
  '{"__proto__":{"email":"ann@example.com"}}',
  '{"constructor":{"prototype":{"email":"ann@example.com"}}}',
  '{"email":"a","email":"b"}',
  '{"password":1e999}',
  '['.repeat(20_000),
  '{"a":'.repeat(5_000),
  ' '.repeat(70_000),
];

/** A valid body with some fields replaced, removed or added. */
const damaged = (valid: Arbitrary<unknown>, names: readonly string[]): Arbitrary<unknown> =>
  fc
    .tuple(valid, fc.array(fc.tuple(fc.oneof(fc.constantFrom('extra', ...names), hostileText), fc.option(junk))))
    .map(([body, changes]) => ({
      ...(body as object),
      ...Object.fromEntries(changes.map(([name, value]) => [name, value ?? undefined])),
    }));

function bodiesOf(route: Route, known: Known): Arbitrary<string | undefined> {
  const schema = describedBy(route).requestBody?.content['application/json'].schema;
  const texts = fc.oneof(fc.constantFrom(...brokenTexts), hostileText);
  if (schema === undefined) return fc.option(texts, { nil: undefined });
  const valid = arbitraryOf(schema, known);
  const fields = fc.oneof(
    { weight: 3, arbitrary: valid },
    { weight: 4, arbitrary: damaged(valid, Object.keys(known)) },
    junk,
  );
  return fc.oneof(
    { weight: 6, arbitrary: fields.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: texts },
  );
}

/** Each of these headers is absent half of the time. */
const headers = fc.record(
  {
    'content-type': fc.constantFrom('application/json; charset=utf-8', 'text/plain', 'application/json;', ''),
    origin: fc.constantFrom('https://app.example.com', 'https://evil.example', 'null', ''),
    'sec-fetch-site': fc.constantFrom('same-origin', 'cross-site', 'none'),
    cookie: fc.constantFrom('rollcall=', `rollcall=${'a'.repeat(43)}`, '=;;=', 'rollcall=a; rollcall=b'),
    accept: fc.constantFrom('text/html', '*/*', ''),
    'x-correlation-id': fc.constantFrom('cor-1', ' ', 'c'.repeat(300)),
    'idempotency-key': fc.constantFrom('key-1', ' ', 'k'.repeat(300)),
  },
  { requiredKeys: [] },
);
const jsonHeaders = fc.constant({ 'content-type': 'application/json' });

const textsOf = (names: readonly string[], known: Known): Arbitrary<Readonly<Record<string, string>>> =>
  fc.record(
    Object.fromEntries(
      names.map((name) => [
        name,
        fc.oneof(fc.constantFrom(...((known[name] ?? ['']) as string[])), fc.uuid(), hostileText),
      ]),
    ),
  );

/** Requests to a route, from almost valid to arbitrary. */
export function hostileRequests(route: Route, known: Known): Arbitrary<HostileRequest> {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const { parameters = [] } = describedBy(route);
  const inQuery = parameters.flatMap(({ name, in: place }) => (place === 'query' && name ? [name] : []));
  return fc.record({
    body: bodiesOf(route, known),
    headers: fc.oneof({ weight: 3, arbitrary: jsonHeaders }, headers),
    path: textsOf(inPath, known),
    query: fc.oneof(fc.constant({}), textsOf(inQuery, known)),
  });
}
