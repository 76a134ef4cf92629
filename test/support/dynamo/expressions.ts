/** The part of DynamoDB's expressions that Rollcall's stores use, evaluated on plain items. */
export type Item = Record<string, unknown>;

export interface Expressed {
  readonly ConditionExpression?: string | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Item | undefined;
}

function evaluate(item: Item | undefined, token: string, expressed: Expressed): unknown {
  const text = token.trim();
  const orElse = /^if_not_exists\((.+), (.+)\)$/.exec(text);
  if (orElse) return evaluate(item, orElse[1] ?? '', expressed) ?? evaluate(item, orElse[2] ?? '', expressed);
  if (text.startsWith(':')) return expressed.ExpressionAttributeValues?.[text];
  return item?.[nameOf(text, expressed)];
}

const nameOf = (token: string, { ExpressionAttributeNames: names }: Expressed) => names?.[token.trim()] ?? token.trim();

function atom(item: Item | undefined, text: string, expressed: Expressed): boolean {
  const value = (token = '') => evaluate(item, token, expressed);
  const exists = /^attribute_(not_)?exists\((.+)\)$/.exec(text);
  if (exists) return (value(exists[2]) === undefined) === (exists[1] !== undefined);
  const within = /^(\S+) IN \((.+)\)$/.exec(text);
  if (within) return (within[2] ?? '').split(',').some((one) => value(one) === value(within[1]));
  const [left, operator, right] = text.split(' ');
  if (operator === '=') return value(left) === value(right);
  if (operator === '>') return Number(value(left)) > Number(value(right));
  if (operator === '<') return String(value(left)) < String(value(right));
  throw new Error(`the fake does not know the condition ${text}`);
}

export function holds(item: Item | undefined, expressed: Expressed): boolean {
  if (expressed.ConditionExpression === undefined) return true;
  return expressed.ConditionExpression.split(' OR ').some((all) =>
    all.split(' AND ').every((one) => atom(item, one.trim(), expressed)),
  );
}

function add(before: unknown, change: unknown): unknown {
  if (change instanceof Set) return new Set([...((before as Set<unknown>) ?? []), ...change]);
  return Number(before ?? 0) + Number(change);
}

type Verb = 'SET' | 'ADD' | 'REMOVE';

function applyClause(after: Item, verb: Verb, clause: string, expressed: Expressed): void {
  const [path = '', operand = ''] = clause.trim().split(verb === 'SET' ? ' = ' : ' ');
  const name = nameOf(path, expressed);
  const value = evaluate(after, operand, expressed);
  if (verb === 'REMOVE') delete after[name];
  else after[name] = verb === 'ADD' ? add(after[name], value) : value;
}

/** The item after an UpdateExpression; a new one where there was none, as DynamoDB does it. */
export function updated(item: Item | undefined, key: Item, expressed: Expressed): Item {
  const after: Item = { ...key, ...item };
  const sections = (expressed.UpdateExpression ?? '').matchAll(/(SET|ADD|REMOVE) (.+?)(?= (?:SET|ADD|REMOVE) |$)/g);
  for (const [, verb, clauses = ''] of sections) {
    for (const clause of clauses.split(/, (?![^(]*\))/)) applyClause(after, verb as Verb, clause, expressed);
  }
  return after;
}
