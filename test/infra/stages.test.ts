import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { ConfigError, readConfig, refuseSharedBusNames, stackName, stageNames } from '../../lib/config.ts';
import { capitalize, tableNames } from '../../lib/constructs/tables.ts';
import { templateOf } from './template.ts';

const read = (context: Record<string, unknown>) => readConfig((key) => context[key]);

describe('the context', () => {
  it.each(stageNames)('accepts the stage %s', (stage) => {
    expect(read({ stage })).toMatchObject({ stage });
  });

  it.each([[undefined], ['production'], [42]])('rejects the stage %s in one sentence', (stage) => {
    expect(() => read({ stage })).toThrow(
      `The context value stage must be one of ${stageNames.join(', ')}; pass it to cdk as -c stage=...`,
    );
  });

  it('overrides the addresses of the stage', () => {
    expect(read({ stage: 'prod', mailSender: 'hello@rollcall.test' })).toMatchObject({
      mailSender: 'hello@rollcall.test',
      operatorsAddress: 'operators@example.com',
    });
  });

  it.each([
    ['mailSender', 'not-an-address'],
    ['operatorsAddress', ''],
    ['appUrl', 'https://rollcall.test/'],
  ])('rejects an invalid %s', (key, value) => {
    expect(() => read({ stage: 'prod', [key]: value })).toThrow(`The context value ${key} must be`);
  });

  it('rejects two stages with the same bus name, and names both', () => {
    const settings = { test: { busName: 'rollcall-test' }, qa: { busName: 'qa' }, other: { busName: 'rollcall-test' } };

    expect(() => refuseSharedBusNames(settings)).toThrow(ConfigError);
    expect(() => refuseSharedBusNames(settings)).toThrow(
      'The stages test and other have the same busName rollcall-test; give each its own in lib/config.ts.',
    );
  });

  it('accepts the bus name of local in another stage, which is never in the same account', () => {
    const settings = { local: { busName: 'rollcall' }, prod: { busName: 'rollcall' } };

    expect(() => refuseSharedBusNames(settings)).not.toThrow();
  });

  it('names stacks by stage', () => {
    expect(stackName('prod', 'Data')).toBe('Rollcall-prod-Data');
  });
});

describe('a placeholder address', () => {
  const metadata = (stage: 'local' | 'prod') =>
    readFileSync(path.join(inject('assemblies'), stage, `${stackName(stage, 'Data')}.metadata.json`), 'utf8');

  it.each(['mailSender=<address>', 'operatorsAddress=<address>', 'appUrl=<url>'])(
    'warns at a deployment with the command that sets %s',
    (flag) => {
      expect(metadata('prod')).toContain(`deploy with: npx rollcall deploy --stage prod -c ${flag} `);
    },
  );

  it('does not warn on the emulator, which sends no mail', () => {
    expect(metadata('local')).not.toContain('placeholder');
  });
});

describe.each(['local', 'prod'] as const)('the templates of %s', (stage) => {
  const texts = (['Data', 'App'] as const).map((kind) => templateOf(stage, kind).text);

  it('contain no account id and no Region', () => {
    // Twelve digits are an account id, unless they end a UUID.
    for (const text of texts) expect(text).not.toMatch(/(?<![-\w])\d{12}\b|\b[a-z]{2}-[a-z]+-\d\b/);
  });

  it('have the outputs that the rollcall command reads', () => {
    const outputs = (['Data', 'App'] as const).flatMap((kind) => templateOf(stage, kind).outputs);

    expect(outputs).toEqual(
      expect.arrayContaining([
        ...['ApiId', 'ApiUrl', 'UserPoolId', 'UserPoolClientId', 'StateMachineArn', 'EventBusName'],
        ...tableNames.map((name) => `${capitalize(name)}Table`),
        ...['AuditQueue', 'LoggingQueue', 'MailerQueue', 'InvitationQueue'],
        ...['CacheQueue', 'SessionsQueue', 'CacheDlq', 'SessionsDlq'],
        ...['JournalDlq', 'AuditDlq', 'LoggingDlq', 'MailerDlq', 'InvitationDlq', 'FinishDlq', 'SweepDlq'],
        ...['ReconciliationDlq', 'ReconcileFunction'],
      ]),
    );
  });
});
