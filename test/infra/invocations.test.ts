import { describe, expect, it } from 'vitest';
import { workflowTasks } from '../../lib/constructs/workflow.ts';
import { nameOf, type Resource, statementsOf, templateOf } from './template.ts';

const templates = (['Data', 'App', 'Watch'] as const).map((kind) => templateOf('prod', kind));
const ofType = (type: string): readonly Resource[] => templates.flatMap((template) => template.ofType(type));
const functionOf = (reference: unknown): string => nameOf(reference).replace(/Function$/, '');

const byPermission = ofType('AWS::Lambda::Permission').map(({ Properties }) => ({
  invoked: functionOf(Properties.FunctionName),
  by: `${Properties.Principal} ${nameOf(Properties.SourceArn).replace(/^.*AWS::AccountId:/, '')}`,
}));

const bySource = ofType('AWS::Lambda::EventSourceMapping').map(({ Properties }) => ({
  invoked: functionOf(Properties.FunctionName),
  by: nameOf(Properties.EventSourceArn),
}));

function invokersOf(name: string): readonly string[] {
  return [...byPermission, ...bySource].filter(({ invoked }) => invoked === name).map(({ by }) => by);
}

describe('invocation permissions', () => {
  it('allow the state machine to invoke its tasks, and nothing else', () => {
    const machine = ofType('AWS::IAM::Policy').find(({ id }) => id.startsWith('RegisterUserMachine'));
    const statements = statementsOf(machine?.Properties.PolicyDocument);
    const invoked = statements.filter(({ actions }) => actions.includes('lambda:InvokeFunction'));

    expect(invoked.flatMap((statement) => statement.resources).sort()).toEqual(
      workflowTasks.map((name) => `${name}Function`).sort(),
    );
  });

  it.each(workflowTasks)('allow nothing but the state machine to invoke %s', (name) => {
    expect(invokersOf(name)).toEqual([]);
  });

  it.each([
    ['PublishJournal', 'Journal'],
    ['RecordEntry', 'AuditQueue'],
    ['LogEvent', 'LoggingQueue'],
    ['SendMail', 'MailerQueue'],
    ['AcceptInvitation', 'InvitationQueue'],
    ['InvalidateCache', 'CacheQueue'],
    ['EndSessions', 'SessionsQueue'],
    ['FinishRegistration', 'FinishQueue'],
    ['SweepRegistrations', 'events.amazonaws.com SweepRule'],
    ['Reconcile', 'events.amazonaws.com ReconciliationRule'],
    ['CanarySendCanary', 'events.amazonaws.com CanaryScheduleRule'],
    ['PreTokenGeneration', 'cognito-idp.amazonaws.com Pool'],
    ['CustomChallenge', 'cognito-idp.amazonaws.com Pool'],
  ])('allow only its event source to invoke %s', (name, source) => {
    expect([...new Set(invokersOf(name))]).toEqual([source]);
  });

  it('allow the gateway to invoke the authorizer for this API only', () => {
    expect(invokersOf('Authorizer')).toEqual(['apigateway.amazonaws.com ApiHttp/authorizers/ApiHttpAuthorizer']);
  });

  it('name the source in every permission', () => {
    for (const { Properties } of ofType('AWS::Lambda::Permission')) expect(Properties).toHaveProperty('SourceArn');
  });
});
