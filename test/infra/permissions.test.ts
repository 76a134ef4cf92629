import { describe, expect, it } from 'vitest';
import { functions } from '../../lib/functions/index.ts';
import { allowed } from './allowed.ts';
import { type Resource, type Statement, statementsOf, templateOf } from './template.ts';

/** X-Ray has no resource-level permissions: every function has these on *, and the publisher one more. */
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

/** Everything that the policies of the role `<owner>Role` allow. */
function allowedTo(owner: string): Record<string, string> {
  const policies = ofType('AWS::IAM::Policy').filter(({ id }) => id.startsWith(`${owner}RoleDefaultPolicy`));
  return byResource(policies.flatMap(({ Properties }) => statementsOf(Properties.PolicyDocument)));
}

describe('permissions', () => {
  it.each(Object.keys(allowed))('allow %s what allowed.ts lists, its own log and traces, and nothing else', (name) => {
    const { [`${name}Log`]: log, '*': everything, ...rest } = allowedTo(name);

    expect(rest).toEqual(allowed[name]);
    expect(everything).toBe(onEverything[name] ?? tracing);
    expect(log).toBe('CreateLogStream PutLogEvents');
  });

  it('are listed in allowed.ts for every function', () => {
    expect(Object.keys(allowed).sort()).toEqual(
      ['PreTokenGeneration', 'CustomChallenge', ...Object.keys(functions)].sort(),
    );
  });

  it('use one role per function or state machine, without managed policies', () => {
    const roles = ofType('AWS::IAM::Role');

    expect(roles).toHaveLength(ofType('AWS::Lambda::Function').length + 1);
    for (const role of roles) expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  it('contain no wildcard in an action, in roles, queues and keys', () => {
    const documents = resources.flatMap(({ Properties }) => [
      Properties?.PolicyDocument ?? Properties?.KeyPolicy ?? [],
    ]);
    const statements = documents.flat().flatMap((document) => document.Statement);
    const actions = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);

    expect(actions.length).toBeGreaterThan(60);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('allow no function to scan a table', () => {
    expect(templateOf('prod', 'App').text).not.toContain('dynamodb:Scan');
  });
});
