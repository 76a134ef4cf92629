import { describe, expect, it } from 'vitest';
import { tasksOf } from '../../lib/constructs/workflow.ts';
import definition from '../../statemachines/register-user.asl.json' with { type: 'json' };
import { nameOf, templateOf } from './template.ts';

const app = templateOf('prod', 'App');
const machine = app.ofType('AWS::StepFunctions::StateMachine')[0]?.Properties;

const withPlaceholders = (...names: readonly string[]) => names.map((name) => `\${${name}}`).join();

describe('the tasks of a definition', () => {
  it('are the functions that it invokes', () => {
    expect(tasksOf(withPlaceholders('CreateUserArn', 'EventBusName', 'AssignRolesArn')).toSorted()).toEqual([
      'AssignRoles',
      'CreateUser',
    ]);
  });

  it('fail the synth if lib/functions lacks one', () => {
    expect(() => tasksOf(withPlaceholders('CreateUserArn', 'SendFlowersArn'))).toThrow(
      'lib/functions lacks the workflow tasks SendFlowers.',
    );
  });
});

describe('the state machine register-user', () => {
  it('has its definition in the template', () => {
    expect(JSON.parse(machine.DefinitionString)).toEqual(definition);
  });

  it('substitutes every placeholder of its definition, and no other', () => {
    const placeholders = [...machine.DefinitionString.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);

    expect(Object.keys(machine.DefinitionSubstitutions).sort()).toEqual([...new Set(placeholders)].sort());
    for (const [name, value] of Object.entries(machine.DefinitionSubstitutions)) {
      expect(nameOf(value)).toBe(name === 'EventBusName' ? 'Bus' : name.replace(/Arn$/, 'Function'));
    }
  });

  it('is Standard, traced, and logs every step without its data', () => {
    expect(machine).toMatchObject({
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
  });
});
