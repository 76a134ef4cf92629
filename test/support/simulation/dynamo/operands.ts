import { awsError } from '../aws-error.ts';
import type { Item } from './item.ts';
import type { Tokens } from './tokens.ts';

/** What an expression is about: the item as it is, and what stands for its placeholders. */
export interface Scope {
  readonly item: Item | undefined;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
}

export type Operand = (scope: Scope) => unknown;
export type Path = (scope: Scope) => string;

const invalid = (message: string) => awsError('ValidationException', { message });

/** A top-level attribute; nested paths are not in the product. */
export function readPath(tokens: Tokens): Path {
  const token = tokens.take();
  if (/^[A-Za-z_]/.test(token)) return () => token;
  if (!token.startsWith('#')) throw tokens.unknown();
  return ({ names }) => {
    const name = names[token];
    if (name === undefined) throw invalid(`${token} is not defined`);
    return name;
  };
}

/** Undefined where there is no such attribute: no comparison with it holds. */
function readSize(tokens: Tokens): Operand {
  tokens.take();
  tokens.expect('(');
  const path = readPath(tokens);
  tokens.expect(')');
  return (scope) => {
    const value = scope.item?.[path(scope)];
    if (value === undefined) return undefined;
    if (value instanceof Set) return value.size;
    if (typeof value === 'string' || Array.isArray(value)) return value.length;
    throw invalid('size() is of texts, lists and sets here');
  };
}

/** A value or an attribute; undefined where the item has no such attribute. */
export function readOperand(tokens: Tokens): Operand {
  if (tokens.next === 'size' && tokens.afterNext === '(') return readSize(tokens);
  if (!tokens.next.startsWith(':')) {
    const path = readPath(tokens);
    return (scope) => scope.item?.[path(scope)];
  }
  const token = tokens.take();
  return ({ values }) => {
    if (values[token] === undefined) throw invalid(`${token} is not defined`);
    return values[token];
  };
}
