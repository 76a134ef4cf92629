import { describe, expect, it } from 'vitest';
import { environmentNames, environments } from '../../contracts/internal/environment.ts';
import { preTokenGeneration } from '../../lib/functions/access.ts';
import { customChallenge } from '../../lib/functions/authentication.ts';
import { functions } from '../../lib/functions/index.ts';
import { nameOf, templateOf } from './template.ts';

const templates = [templateOf('prod', 'Data'), templateOf('prod', 'App')];
const lambdaFunctions = templates.flatMap((template) => template.ofType('AWS::Lambda::Function'));
const specs = { ...functions, PreTokenGeneration: preTokenGeneration, CustomChallenge: customChallenge };

describe.each(Object.entries(specs))('function %s', (name, spec) => {
  const properties = lambdaFunctions.find(({ id }) => id.startsWith(`${name}Function`))?.Properties;

  it('runs on Node 24 and arm64 with a timeout', () => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 'timeoutSeconds' in spec ? spec.timeoutSeconds : 10,
      Handler: 'index.handler',
    });
  });

  it('has a log group and a role of its own', () => {
    expect(nameOf(properties.LoggingConfig.LogGroup)).toBe(`${name}Log`);
    expect(nameOf(properties.Role)).toBe(`${name}Role`);
  });

  it('is traced', () => {
    expect(properties.TracingConfig).toEqual({ Mode: 'Active' });
  });

  it('gets the variables that its entry point reads, and no others', () => {
    expect(Object.keys(properties.Environment?.Variables ?? {}).sort()).toEqual([...environments[spec.entry]].sort());
  });
});

describe('functions', () => {
  it('use every variable of the contract', () => {
    const listed = new Set(Object.values(environments).flat());

    expect([...listed].sort()).toEqual([...environmentNames].sort());
  });

  it('have log groups with the retention of the stage', () => {
    const groups = templates.flatMap((template) => template.ofType('AWS::Logs::LogGroup'));

    expect(groups).toHaveLength(lambdaFunctions.length + 2);
    for (const { Properties } of groups) expect(Properties.RetentionInDays).toBe(365);
  });
});
