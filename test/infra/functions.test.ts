import { describe, expect, it } from 'vitest';
import { environmentNames } from '../../contracts/internal/environment.ts';
import { customChallenge, functions, preTokenGeneration } from '../../lib/functions/index.ts';
import { nameOf, templateOf } from './template.ts';

const templates = [templateOf('prod', 'Data'), templateOf('prod', 'App')];
const made = templates.flatMap((template) => template.ofType('AWS::Lambda::Function'));
const specs = { ...functions, PreTokenGeneration: preTokenGeneration, CustomChallenge: customChallenge };

describe.each(Object.entries(specs))('function %s', (name, spec) => {
  const properties = made.find(({ id }) => id.startsWith(`${name}Function`))?.Properties;

  it('runs on Node 24 and arm64, ends in time, and writes to its own log', () => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 'timeoutSeconds' in spec ? spec.timeoutSeconds : 10,
      Handler: 'index.handler',
    });
    expect(nameOf(properties.LoggingConfig.LogGroup)).toBe(`${name}Log`);
    expect(nameOf(properties.Role)).toBe(`${name}Role`);
  });

  it('is traced', () => {
    expect(properties.TracingConfig).toEqual({ Mode: 'Active' });
  });

  it('is told what its row says, and nothing else', () => {
    expect(Object.keys(properties.Environment?.Variables ?? {}).sort()).toEqual([...spec.environment].sort());
  });
});

describe('functions', () => {
  it('get every variable of the contract between them', () => {
    const told = new Set(Object.values(specs).flatMap((spec): readonly string[] => spec.environment));

    expect([...told].sort()).toEqual([...environmentNames].sort());
  });

  it('forget their logs when the stage says so', () => {
    const groups = templates.flatMap((template) => template.ofType('AWS::Logs::LogGroup'));

    expect(groups).toHaveLength(made.length + 2);
    for (const { Properties } of groups) expect(Properties.RetentionInDays).toBe(365);
  });
});
