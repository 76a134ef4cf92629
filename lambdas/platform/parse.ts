import * as z from 'zod/mini';
import type { FieldError } from './errors.ts';

/** What a schema says of a value: the parsed value, or what is wrong with which field. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

type Issue = z.core.$ZodIssue;

/** zod/mini carries no English; these are the sentences of an API's answers. */
const sentences: { readonly [code: string]: ((issue: Record<string, unknown>) => string) | undefined } = {
  invalid_type: (issue) => (issue.input === undefined ? 'is required' : `must be of type ${issue.expected}`),
  too_small: (issue) => `must be at least ${issue.minimum}${unitOf(issue)}`,
  too_big: (issue) => `must be at most ${issue.maximum}${unitOf(issue)}`,
  invalid_value: (issue) => `must be one of ${(issue.values as readonly unknown[]).join(', ')}`,
  invalid_format: (issue) => `is not a valid ${issue.format}`,
};

function unitOf(issue: Record<string, unknown>): string {
  if (issue.origin === 'string') return ' characters long';
  return issue.origin === 'array' ? ' items long' : '';
}

// zod puts its own placeholder where a schema gave no message.
const GENERIC = 'Invalid input';

function messageOf(issue: Issue): string {
  if (issue.message !== '' && issue.message !== GENERIC) return issue.message;
  return sentences[issue.code]?.(issue as unknown as Record<string, unknown>) ?? 'is not valid';
}

function errorsOf(issue: Issue): readonly FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: [...path, key].join('.'),
      message: 'is not a field of this request; remove it',
    }));
  }
  return [{ field: path.join('.') || 'body', message: messageOf(issue) }];
}

/** Parses without throwing; every error names its field and, where it can, the remedy. */
export function parse<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): Parsed<z.output<Schema>> {
  const result = z.safeParse(schema, value, { reportInput: true });
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, errors: result.error.issues.flatMap(errorsOf) };
}

/** One line for a log, a cause or a terminal. */
export const describeErrors = (errors: readonly FieldError[]): string =>
  errors.map(({ field, message }) => `${field} ${message}`).join('; ');
