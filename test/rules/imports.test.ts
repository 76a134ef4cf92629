import { describe, expect, it } from 'vitest';
import { importsOf, runtimeImportsOf, sources } from './sources.ts';
import { forbiddenImports, impureImports, isRulesFile } from './who-may-import-whom.ts';

describe('the import rules', () => {
  it('hold in every file', () => {
    const broken = sources.flatMap((source) =>
      forbiddenImports(source.path, importsOf(source)).map((imported) => `${source.path} imports ${imported}`),
    );
    expect(broken).toEqual([]);
  });

  it.each([
    ['contracts/fields.ts', 'lambdas/platform/errors.ts'],
    ['lambdas/accounts/store.ts', 'lambdas/registration/store.ts'],
    ['lambdas/accounts/store.ts', 'lambdas/registration/rules.ts'],
    ['lambdas/platform/runtime.ts', 'lambdas/domain/profiles.ts'],
    ['contracts/api/route.ts', 'tools/docs/generate.ts'],
    ['lambdas/domain/authorization/grants.ts', 'lambdas/accounts/rules.ts'],
    ['lambdas/mail/templates/welcome.ts', 'lambdas/audit/store.ts'],
    ['lib/stacks/app-stack.ts', 'lambdas/platform/errors.ts'],
    ['local/cli.ts', 'lambdas/platform/runtime.ts'],
    ['local/cli.ts', 'lib/stacks/app-stack.ts'],
    ['unknown/file.ts', 'contracts/fields.ts'],
  ])('refuse that %s imports %s', (path, imported) => {
    expect(forbiddenImports(path, [imported])).toEqual([imported]);
  });

  it.each([
    ['lambdas/accounts/store.ts', 'lambdas/domain/profiles.ts'],
    ['lambdas/domain/profiles.ts', 'lambdas/platform/runtime.ts'],
    ['lambdas/mail/templates/welcome.ts', 'lambdas/mail/escape.ts'],
    ['local/cli.ts', 'lib/config.ts'],
  ])('permit that %s imports %s', (path, imported) => {
    expect(forbiddenImports(path, [imported])).toEqual([]);
  });

  it('keep every rules file pure', () => {
    const broken = sources
      .filter(isRulesFile)
      .flatMap((source) =>
        impureImports(source.path, runtimeImportsOf(source)).map((imported) => `${source.path} loads ${imported}`),
      );
    expect(broken).toEqual([]);
  });

  it.each([
    ['lambdas/accounts/rules.ts', 'lambdas/accounts/store.ts'],
    ['lambdas/authentication/login/rules.ts', 'lambdas/domain/profiles.ts'],
    ['lambdas/domain/throttles/rules.ts', '@aws-sdk/client-dynamodb'],
    ['lambdas/sessions/session-rules.ts', 'lambdas/platform/runtime.ts'],
  ])('refuse that the rules of %s load %s', (path, imported) => {
    expect(impureImports(path, [imported])).toEqual([imported]);
  });

  it('permit rules to import types', () => {
    const text = `import type { A } from './store.ts'; import { b } from '../platform/errors.ts'; export const c: A = b;`;
    expect(runtimeImportsOf({ path: 'lambdas/audit/rules.ts', text })).toEqual(['lambdas/platform/errors.ts']);
  });

  it('see types, re-exports and dynamic imports as well', () => {
    const text = `import type { A } from './a.ts'; export * from '../mail/b.ts'; const c = import('@aws-sdk/lib-dynamodb/c');`;
    expect(importsOf({ path: 'lambdas/audit/x.ts', text })).toEqual([
      'lambdas/audit/a.ts',
      'lambdas/mail/b.ts',
      '@aws-sdk/lib-dynamodb',
    ]);
  });

  it.each(['lambdas/accounts/store.ts', 'lambdas/platform/task.ts'])('refuses %s the SDK of Cognito', (path) => {
    const imported = '@aws-sdk/client-cognito-identity-provider';
    expect(forbiddenImports(path, [imported])).toEqual([imported]);
  });

  it.each(['lambdas/domain/user-pool/users.ts', 'lambdas/platform/aws/clients.ts'])(
    'lets %s import the SDK of Cognito',
    (path) => {
      expect(forbiddenImports(path, ['@aws-sdk/client-cognito-identity-provider'])).toEqual([]);
    },
  );
});
