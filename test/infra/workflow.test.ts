import { describe, expect, it } from 'vitest';
import definition from '../../statemachines/register-user.asl.json' with { type: 'json' };
import { nameOf, templateOf } from './template.ts';

const app = templateOf('prod', 'App');
const machine = app.ofType('AWS::StepFunctions::StateMachine')[0]?.Properties;

describe('the register-user machine', () => {
  it('has its definition in the template', () => {
    expect(JSON.parse(machine.DefinitionString)).toEqual(definition);
  });

  it('fills every placeholder of its definition, and has no other', () => {
    const placeholders = [...machine.DefinitionString.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);

    expect(Object.keys(machine.DefinitionSubstitutions).sort()).toEqual([...new Set(placeholders)].sort());
    for (const [name, value] of Object.entries(machine.DefinitionSubstitutions)) {
      expect(nameOf(value)).toBe(name === 'EventBusName' ? 'Bus' : name.replace(/Arn$/, 'Function'));
    }
  });

  it('is Standard, traced, and logs every step without what it carried', () => {
    expect(machine).toMatchObject({
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
  });
});
