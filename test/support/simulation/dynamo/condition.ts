import { isDeepStrictEqual } from 'node:util';
import { type Operand, readOperand, readPath, type Scope } from './operands.ts';
import { Tokens } from './tokens.ts';

type Test = (scope: Scope) => boolean;

const sameType = (one: unknown, other: unknown): boolean => typeof one === typeof other;
const ordered = (compare: (one: never, other: never) => boolean) => (one: unknown, other: unknown) =>
  sameType(one, other) && compare(one as never, other as never);

const comparisons: Readonly<Record<string, (one: unknown, other: unknown) => boolean>> = {
  '=': (one, other) => one !== undefined && isDeepStrictEqual(one, other),
  '<': ordered((one, other) => one < other),
  '<=': ordered((one, other) => one <= other),
  '>': ordered((one, other) => one > other),
  '>=': ordered((one, other) => one >= other),
};

function readList(tokens: Tokens): readonly Operand[] {
  tokens.expect('(');
  const operands = [readOperand(tokens)];
  while (tokens.takes(',')) operands.push(readOperand(tokens));
  tokens.expect(')');
  return operands;
}

function readBetween(tokens: Tokens, left: Operand): Test {
  const from = readOperand(tokens);
  tokens.expect('AND');
  const to = readOperand(tokens);
  const { '>=': least, '<=': most } = comparisons as Record<'>=' | '<=', (one: unknown, other: unknown) => boolean>;
  return (scope) => least(left(scope), from(scope)) && most(left(scope), to(scope));
}

function readComparison(tokens: Tokens): Test {
  const left = readOperand(tokens);
  if (tokens.takes('BETWEEN')) return readBetween(tokens, left);
  if (tokens.takes('IN')) {
    const list = readList(tokens);
    return (scope) => list.some((operand) => comparisons['=']?.(left(scope), operand(scope)));
  }
  const compare = comparisons[tokens.next];
  if (compare === undefined) throw tokens.unknown();
  tokens.take();
  const right = readOperand(tokens);
  return (scope) => compare(left(scope), right(scope));
}

const functions: Readonly<Record<string, boolean>> = { attribute_exists: true, attribute_not_exists: false };

/** Of a list or a set, or of a text; false where there is no such attribute. */
function readContains(tokens: Tokens): Test {
  tokens.take();
  tokens.expect('(');
  const path = readPath(tokens);
  tokens.expect(',');
  const operand = readOperand(tokens);
  tokens.expect(')');
  return (scope) => {
    const whole = scope.item?.[path(scope)];
    if (typeof whole === 'string') return whole.includes(String(operand(scope)));
    const deps = Array.isArray(whole) || whole instanceof Set ? [...whole] : [];
    return deps.some((part) => isDeepStrictEqual(part, operand(scope)));
  };
}

function readAtom(tokens: Tokens): Test {
  if (tokens.takes('(')) {
    const inner = readOr(tokens);
    tokens.expect(')');
    return inner;
  }
  if (tokens.afterNext !== '(' || tokens.next === 'size') return readComparison(tokens);
  if (tokens.next === 'contains') return readContains(tokens);
  const expected = functions[tokens.next];
  if (expected === undefined) throw tokens.unknown();
  tokens.take();
  tokens.expect('(');
  const path = readPath(tokens);
  tokens.expect(')');
  return (scope) => (scope.item?.[path(scope)] !== undefined) === expected;
}

function readNot(tokens: Tokens): Test {
  if (!tokens.takes('NOT')) return readAtom(tokens);
  const inner = readNot(tokens);
  return (scope) => !inner(scope);
}

function readAnd(tokens: Tokens): Test {
  const all = [readNot(tokens)];
  while (tokens.takes('AND')) all.push(readNot(tokens));
  return (scope) => all.every((test) => test(scope));
}

function readOr(tokens: Tokens): Test {
  const some = [readAnd(tokens)];
  while (tokens.takes('OR')) some.push(readAnd(tokens));
  return (scope) => some.some((test) => test(scope));
}

export interface Condition {
  readonly holds: Test;
  readonly placeholders: ReadonlySet<string>;
}

/** A condition, key condition or filter in DynamoDB's language. Throws on what the product does not use. */
export function parseCondition(text: string): Condition {
  const tokens = new Tokens(text);
  const holds = readOr(tokens);
  if (!tokens.done) throw tokens.unknown();
  return { holds, placeholders: tokens.placeholders };
}
