import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import description from '../../../contracts/api/openapi.json' with { type: 'json' };

/** An answer of the API, as it came. */
export interface RawAnswer {
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  /** Parsed JSON; undefined when there was none. */
  readonly body: unknown;
}

interface Described {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
  /** Of a problem: where it stands among the components. */
  readonly $ref?: string;
}
type Operations = Readonly<Record<string, { readonly responses?: Readonly<Record<string, Described>> }>>;

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
// Its keywords (paths, components) mean nothing to ajv; only what $ref points to is read.
ajv.addSchema(description, 'openapi');

const patterns = Object.entries(description.paths as Readonly<Record<string, Operations>>).map(
  ([template, operations]) => ({ pattern: new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`), operations }),
);

function responseOf({ method, path, status }: RawAnswer): Described {
  const operation = patterns.find(({ pattern }) => pattern.test(path))?.operations[method.toLowerCase()];
  const described = operation?.responses?.[status];
  const shared: Readonly<Record<string, Described>> = description.components.responses;
  const meant = described?.$ref === undefined ? described : shared[described.$ref.replace(/.*\//, '')];
  if (meant !== undefined) return meant;
  throw new Error(`openapi.json does not know that ${method} ${path} answers ${status}`);
}

const inDescription = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components'));

const compiled = new Map<object, ValidateFunction>();

function validatorOf(schema: object): ValidateFunction {
  const known = compiled.get(schema) ?? ajv.compile(inDescription(schema));
  compiled.set(schema, known);
  return known;
}

/** Fails when an answer is not what contracts/api/openapi.json says of it. */
export function expectDescribed(answer: RawAnswer): void {
  const { content } = responseOf(answer);
  const who = `${answer.method} ${answer.path} ${answer.status}`;
  if (content === undefined) {
    if (answer.body === undefined) return;
    throw new Error(`${who} has a body, and openapi.json knows none: ${JSON.stringify(answer.body)}`);
  }
  const described = content[answer.contentType.split(';')[0] ?? ''];
  if (described === undefined) throw new Error(`openapi.json does not know that ${who} is ${answer.contentType}`);
  const isValid = validatorOf(described.schema);
  if (isValid(answer.body)) return;
  throw new Error(
    `${who} is not as described: ${ajv.errorsText(isValid.errors)}: ${JSON.stringify(answer.body).slice(0, 500)}`,
  );
}
