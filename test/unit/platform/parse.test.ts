import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { describeErrors, parse } from '../../../lambdas/platform/parse.ts';

const schema = z.strictObject({
  name: z.string().check(z.minLength(2), z.maxLength(5)),
  colour: z.enum(['red', 'green']),
  tags: z.optional(z.array(z.string()).check(z.maxLength(1))),
  inner: z.optional(z.object({ count: z.int().check(z.maximum(3)) })),
});
const valid = { name: 'Ann', colour: 'red' };

describe('what is wrong with a value', () => {
  it.each([
    [{ colour: 'red' }, 'name', 'is required'],
    [{ ...valid, name: 7 }, 'name', 'must be of type string'],
    [{ ...valid, name: 'A' }, 'name', 'must be at least 2 characters long'],
    [{ ...valid, name: 'Annabel' }, 'name', 'must be at most 5 characters long'],
    [{ ...valid, colour: 'blue' }, 'colour', 'must be one of red, green'],
    [{ ...valid, tags: ['a', 'b'] }, 'tags', 'must be at most 1 items long'],
    [{ ...valid, tags: [7] }, 'tags.0', 'must be of type string'],
    [{ ...valid, inner: { count: 4 } }, 'inner.count', 'must be at most 3'],
    [{ ...valid, size: 1 }, 'size', 'is not a field of this request; remove it'],
    ['text', 'body', 'must be of type object'],
  ])('%j: %s %s', (value, field, message) => {
    expect(parse(schema, value)).toEqual({ ok: false, errors: [{ field, message }] });
  });

  it('describeErrors joins the errors of all fields in one line', () => {
    const parsed = parse(schema, { name: 'A', colour: 'blue' });
    expect(parsed.ok ? '' : describeErrors(parsed.errors)).toBe(
      'name must be at least 2 characters long; colour must be one of red, green',
    );
  });

  it('does not repeat the value, which may be a secret', () => {
    const parsed = parse(schema, { ...valid, name: 'hunter2-the-password' });
    expect(JSON.stringify(parsed)).not.toContain('hunter2');
  });
});
