import { describe, expect, it } from 'vitest';
import { readConfig, stackName, stageNames } from '../../lib/config.ts';
import { templateOf } from './template.ts';

const read = (context: Record<string, unknown>) => readConfig((key) => context[key]);

describe('the context', () => {
  it.each(stageNames)('knows the stage %s', (stage) => {
    expect(read({ stage })).toMatchObject({ stage });
  });

  it.each([[undefined], ['production'], [42]])('refuses the stage %s in one sentence', (stage) => {
    expect(() => read({ stage })).toThrow(
      'The context value stage must be one of local, dev, prod; say it as: cdk deploy -c stage=...',
    );
  });

  it('takes addresses over those of the table', () => {
    expect(read({ stage: 'prod', mailSender: 'hello@rollcall.test' })).toMatchObject({
      mailSender: 'hello@rollcall.test',
      operatorsAddress: 'operators@example.com',
    });
  });

  it.each([
    ['mailSender', 'nobody'],
    ['operatorsAddress', ''],
    ['appUrl', 'https://rollcall.test/'],
  ])('refuses a %s that is none', (key, value) => {
    expect(() => read({ stage: 'prod', [key]: value })).toThrow(`The context value ${key} must be`);
  });

  it('names stacks by stage', () => {
    expect(stackName('prod', 'Data')).toBe('Rollcall-prod-Data');
  });
});

describe.each(['local', 'prod'] as const)('the templates of %s', (stage) => {
  const texts = (['Data', 'App'] as const).map((kind) => templateOf(stage, kind).text);

  it('name no account and no region', () => {
    // Twelve digits are an account, unless they end a UUID.
    for (const text of texts) expect(text).not.toMatch(/(?<![-\w])\d{12}\b|\b[a-z]{2}-[a-z]+-\d\b/);
  });

  it('tell what the local tools ask for', () => {
    const outputs = (['Data', 'App'] as const).flatMap((kind) => templateOf(stage, kind).outputs);

    expect(outputs).toEqual(
      expect.arrayContaining([
        ...['ApiId', 'ApiUrl', 'UserPoolId', 'UserPoolClientId', 'StateMachineArn', 'EventBusName'],
        ...['RegistrationsTable', 'UsersTable', 'AccessTable', 'JournalTable', 'AuditTable', 'MailTable'],
        ...['InvitationsTable', 'AuditQueue', 'LoggingQueue', 'MailerQueue', 'InvitationQueue'],
        ...['CacheQueue', 'SessionsQueue', 'CacheDlq', 'SessionsDlq'],
        ...['JournalDlq', 'AuditDlq', 'LoggingDlq', 'MailerDlq', 'InvitationDlq', 'FinishDlq', 'SweepDlq'],
        ...['ReconciliationDlq', 'ReconcileFunction'],
      ]),
    );
  });
});
