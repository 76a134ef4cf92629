import { createHash } from 'node:crypto';
import jsonata, { type Expression } from 'jsonata';
import { StatesError } from './states-error.ts';

export type Bindings = Readonly<Record<string, unknown>>;

/** Step Functions' own function, which the jsonata package does not have. */
const hash = (text: string, algorithm: string): string =>
  createHash(algorithm.replace('-', '').toLowerCase()).update(text).digest('hex');

const parsed = new Map<string, Expression>();

function expressionOf(text: string): Expression {
  const earlier = parsed.get(text);
  if (earlier) return earlier;
  const expression = jsonata(text);
  expression.registerFunction('hash', hash);
  parsed.set(text, expression);
  return expression;
}

/** A plain copy: JSONata's sequences carry marks of their own. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function evaluateText(text: string, bindings: Bindings): Promise<unknown> {
  if (!text.startsWith('{%')) return text;
  const value = await expressionOf(text.slice(2, -2).trim()).evaluate({}, bindings);
  // AWS refuses what the library answers with undefined.
  if (value === undefined) throw new StatesError('States.QueryEvaluationError', `no value: ${text}`);
  return plain(value);
}

/** A template with every `{% %}` in it evaluated. */
export async function evaluate(template: unknown, bindings: Bindings): Promise<unknown> {
  if (typeof template === 'string') return evaluateText(template, bindings);
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) return Promise.all(template.map((part) => evaluate(part, bindings)));
  const fields: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(template)) fields[name] = await evaluate(part, bindings);
  return fields;
}
