import { describe, expect, it } from 'vitest';
import { canonicalEmail, emailInput } from '../../../contracts/email.ts';
import { parse } from '../../../lambdas/platform/parse.ts';

describe('the canonical form of an address', () => {
  it.each([
    ['Ann@Example.COM', 'ann@example.com', 'lower case'],
    [' ann@example.com ', 'ann@example.com', 'no blanks around'],
    ['jose\u0301@example.com', 'jos\u00e9@example.com', 'one Unicode form'],
    ['ann@BÜCHER.example', 'ann@xn--bcher-kva.example', 'the domain in ASCII'],
    ['ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example', 'the same for both spellings'],
    ['a.n.n@example.com', 'a.n.n@example.com', 'dots kept'],
    ['ann+news@example.com', 'ann+news@example.com', 'plus kept'],
    ["o'hara@example.com", "o'hara@example.com", 'apostrophes kept'],
  ])('%s becomes %s: %s', (text, canonical) => {
    expect(canonicalEmail(text)).toBe(canonical);
  });

  it.each([
    'ann@example.com, eve@example.com',
    'ann@example.com,eve@example.com',
    'ann@example.com\r\nBcc: eve@example.com',
    'ann\n@example.com',
    '"ann eve"@example.com',
    'Ann <ann@example.com>',
    'ann..b@example.com',
    '.ann@example.com',
    'ann@localhost',
    'ann@-example.com',
    'ann@exa mple.com',
    'ann@example.com/path',
    'ann@example.com:25',
    'ann@exam\tple.com',
    'ann@exam%70le.com',
    'ann@127.0.0.1',
    'ann@[::1]',
    'ann@@example.com',
    '@example.com',
    'ann@',
    'ann',
    '',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.example.com`,
  ])('is none for %j', (text) => {
    expect(canonicalEmail(text)).toBeUndefined();
  });

  it('stays what it is when it is made canonical again', () => {
    for (const text of ['Ann@Example.COM', 'ann@BÜCHER.example', 'İ@example.com', 'ﬀ@example.com']) {
      const once = canonicalEmail(text) ?? '';
      expect(canonicalEmail(once)).toBe(once);
    }
  });

  it('is what a request parses to, and says how an address looks', () => {
    expect(parse(emailInput, 'Ann@Example.com')).toEqual({ ok: true, value: 'ann@example.com' });
    expect(parse(emailInput, 'ann.example.com')).toMatchObject({
      errors: [{ message: expect.stringContaining('such as ann@example.com') }],
    });
  });
});
