import { awsError } from '../aws-error.ts';
import type { Item } from './item.ts';
import { type Operand, type Path, readOperand, readPath, type Scope } from './operands.ts';
import { Tokens } from './tokens.ts';

/** Changes `after`; what it reads is the item as it was. */
type Action = (after: Item, scope: Scope) => void;

const invalid = (message: string) => awsError('ValidationException', { message });

/** An operand that has to be there. */
function present(operand: Operand): Operand {
  return (scope) => {
    const value = operand(scope);
    if (value === undefined) throw invalid('The provided expression refers to an attribute that does not exist');
    return value;
  };
}

function readArguments(tokens: Tokens, first: () => Operand): readonly [Operand, Operand] {
  tokens.take();
  tokens.expect('(');
  const left = first();
  tokens.expect(',');
  const right = readSetOperand(tokens);
  tokens.expect(')');
  return [left, right];
}

function readSetOperand(tokens: Tokens): Operand {
  if (tokens.afterNext !== '(') return present(readOperand(tokens));
  if (tokens.next === 'if_not_exists') {
    const [attribute, otherwise] = readArguments(tokens, () => readOperand(tokens));
    return (scope) => attribute(scope) ?? otherwise(scope);
  }
  if (tokens.next !== 'list_append') throw tokens.unknown();
  const [head, tail] = readArguments(tokens, () => readSetOperand(tokens));
  return (scope) => {
    const lists = [head(scope), tail(scope)];
    if (!lists.every(Array.isArray)) throw invalid('list_append takes lists');
    return lists.flat();
  };
}

function readSum(tokens: Tokens): Operand {
  const left = readSetOperand(tokens);
  const sign = { '+': 1, '-': -1 }[tokens.next];
  if (sign === undefined) return left;
  tokens.take();
  const right = readSetOperand(tokens);
  return (scope) => numberOf(left(scope)) + sign * numberOf(right(scope));
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  throw invalid('arithmetic takes numbers');
}

function added(before: unknown, change: unknown): unknown {
  if (change instanceof Set && (before === undefined || before instanceof Set)) {
    return new Set([...(before ?? []), ...change]);
  }
  return numberOf(before ?? 0) + numberOf(change);
}

function without(before: unknown, change: unknown): unknown {
  if (!(change instanceof Set) || !(before === undefined || before instanceof Set)) throw invalid('DELETE takes sets');
  const left = [...(before ?? [])].filter((element) => !change.has(element));
  return left.length > 0 ? new Set(left) : undefined;
}

const readers: Readonly<Record<string, (tokens: Tokens, path: Path) => Action>> = {
  SET: (tokens, path) => {
    tokens.expect('=');
    const value = readSum(tokens);
    return (after, scope) => {
      after[path(scope)] = value(scope);
    };
  },
  REMOVE: (_tokens, path) => (after, scope) => {
    delete after[path(scope)];
  },
  ADD: (tokens, path) => {
    const change = readOperand(tokens);
    return (after, scope) => {
      after[path(scope)] = added(scope.item?.[path(scope)], change(scope));
    };
  },
  DELETE: (tokens, path) => {
    const change = readOperand(tokens);
    return (after, scope) => {
      const left = without(scope.item?.[path(scope)], change(scope));
      if (left === undefined) delete after[path(scope)];
      else after[path(scope)] = left;
    };
  },
};

function readSection(tokens: Tokens): readonly Action[] {
  const read = readers[tokens.next];
  if (read === undefined) throw tokens.unknown();
  tokens.take();
  const actions: Action[] = [];
  do actions.push(read(tokens, readPath(tokens)));
  while (tokens.takes(','));
  return actions;
}

export interface Update {
  readonly apply: Action;
  readonly placeholders: ReadonlySet<string>;
}

/** An update expression in DynamoDB's language. Throws on what the product does not use. */
export function parseUpdate(text: string): Update {
  const tokens = new Tokens(text);
  const actions: Action[] = [];
  while (!tokens.done) actions.push(...readSection(tokens));
  return {
    apply: (after, scope) => {
      for (const action of actions) action(after, scope);
    },
    placeholders: tokens.placeholders,
  };
}
