import { describe, expect, it } from 'vitest';
import { emulatorApiUrl, outputsOf } from '../../../local/system/outputs.ts';

const stackOutputs = {
  ApiId: 'abc',
  ApiUrl: 'https://abc.execute-api.eu-west-1.amazonaws.com/',
  UserPoolId: 'pool',
  UserPoolClientId: 'client',
  StateMachineArn: 'arn:machine',
  EventBusName: 'rollcall',
  AccessTable: 'access-1',
  AuditTable: 'audit-1',
  AuditQueue: 'https://sqs/audit',
  AuditDlq: 'https://sqs/audit-dlq',
  JournalDlq: 'https://sqs/journal-dlq',
  ReconcileFunction: 'reconcile-1',
  ExportsOutputRefAccessTable: 'access-1',
};
const place = { endpoint: 'http://127.0.0.1:4566', region: 'us-east-1' };

describe('outputsOf', () => {
  it('returns every output once, without the exports between stacks', () => {
    expect(outputsOf(stackOutputs, place)).toEqual({
      ...place,
      apiUrl: 'https://abc.execute-api.eu-west-1.amazonaws.com',
      userPoolId: 'pool',
      userPoolClientId: 'client',
      stateMachineArn: 'arn:machine',
      eventBusName: 'rollcall',
      tables: { access: 'access-1', audit: 'audit-1' },
      queues: { audit: 'https://sqs/audit', auditDlq: 'https://sqs/audit-dlq', journalDlq: 'https://sqs/journal-dlq' },
      functions: { reconcile: 'reconcile-1' },
    });
  });

  it('refuses stacks that lack an output', () => {
    const { UserPoolId: _, ...incomplete } = stackOutputs;
    expect(() => outputsOf(incomplete, place)).toThrow();
  });

  it('has an API address that a shell does not expand', () => {
    expect(emulatorApiUrl('http://127.0.0.1:4566', 'abc')).toBe(
      'http://127.0.0.1:4566/_aws/execute-api/abc/%24default',
    );
  });
});
