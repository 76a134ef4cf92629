import aslValidator from 'asl-validator';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { longestPathSeconds, parseDefinition, registerUserText } from '../support/simulation/asl/definition.ts';
import { definition, expressions } from './definition.ts';

const machine = definition();
const tasks = Object.entries(machine.States).filter(([, state]) => state.Type === 'Task');

describe('the definition of register-user', () => {
  it('is valid ASL', () => {
    const { isValid, errorsText } = aslValidator(machine);
    expect(isValid, errorsText()).toBe(true);
  });

  it.each(expressions(machine).map((text) => [text]))('parses as the JSONata that AWS runs: %s', (text) => {
    expect(() => jsonata(text)).not.toThrow();
  });

  it.each(tasks)('bounds every wait of %s', (_, state) => {
    expect(state.TimeoutSeconds).toBeGreaterThan(0);
    for (const retry of state.Retry ?? []) {
      expect(retry).toMatchObject({ ErrorEquals: ['States.ALL'], JitterStrategy: 'FULL' });
      expect(retry.MaxAttempts).toBeLessThanOrEqual(5);
    }
  });

  it.each(tasks)('says in numbers why %s is tried as often as it is', (_, state) => {
    expect(state.Retry).toHaveLength(1);
    expect(state.Retry?.[0]?.Comment).toMatch(new RegExp(`^${(state.Retry?.[0]?.MaxAttempts ?? 0) + 1} tries`));
  });

  it('has a time-out above its longest path', () => {
    const longest = longestPathSeconds(parseDefinition(registerUserText));
    expect(longest).toBe(445);
    expect(machine.TimeoutSeconds).toBeGreaterThan(longest);
  });
});
