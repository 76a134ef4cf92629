import { describe, expect, it } from 'vitest';
import { functions } from '../../lib/functions/index.ts';
import { allowed } from './allowed.ts';
import { type Resource, type Statement, statementsOf, templateOf } from './template.ts';

/** X-Ray knows no resources: the one right that every function has on *, and what the publisher has there besides. */
const tracing = 'PutTelemetryRecords PutTraceSegments';
const onEverything: Record<string, string> = { PublishJournal: `ListStreams ${tracing}` };

const resources = (['Data', 'App', 'Watch'] as const).flatMap((kind) => templateOf('prod', kind).resources);
const ofType = (...types: string[]): readonly Resource[] => resources.filter(({ Type }) => types.includes(Type));

function byResource(statements: readonly Statement[]): Record<string, string> {
  const actions = new Map<string, string[]>();
  for (const statement of statements) {
    const names = statement.actions.map((action) => action.split(':')[1] ?? '');
    for (const resource of statement.resources) {
      actions.set(resource, [...(actions.get(resource) ?? []), ...names].sort());
    }
  }
  return Object.fromEntries([...actions].map(([resource, names]) => [resource, names.join(' ')]));
}

/** What the policies of the role named `<owner>Role` allow. */
function allowedTo(owner: string): Record<string, string> {
  const policies = ofType('AWS::IAM::Policy').filter(({ id }) => id.startsWith(`${owner}RoleDefaultPolicy`));
  return byResource(policies.flatMap(({ Properties }) => statementsOf(Properties.PolicyDocument)));
}

describe('permissions', () => {
  it.each(Object.keys(allowed))('lets %s do the least that it needs, and write its own log and traces', (name) => {
    const { [`${name}Log`]: log, '*': everything, ...rest } = allowedTo(name);

    expect(rest).toEqual(allowed[name]);
    expect(everything).toBe(onEverything[name] ?? tracing);
    expect(log).toBe('CreateLogStream PutLogEvents');
  });

  it('knows every function here', () => {
    expect(Object.keys(allowed).sort()).toEqual(
      ['PreTokenGeneration', 'CustomChallenge', ...Object.keys(functions)].sort(),
    );
  });

  it('gives every role to one function or machine, and attaches no managed policy', () => {
    const roles = ofType('AWS::IAM::Role');

    expect(roles).toHaveLength(ofType('AWS::Lambda::Function').length + 1);
    for (const role of roles) expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  it('allows no action by a wildcard, in roles, queues and keys alike', () => {
    const documents = resources.flatMap(({ Properties }) => [
      Properties?.PolicyDocument ?? Properties?.KeyPolicy ?? [],
    ]);
    const statements = documents.flat().flatMap((document) => document.Statement);
    const actions = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);

    expect(actions.length).toBeGreaterThan(60);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('lets nobody scan a table', () => {
    expect(templateOf('prod', 'App').text).not.toContain('dynamodb:Scan');
  });
});
