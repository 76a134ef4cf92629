import aslValidator from 'asl-validator';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
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

  // Tries x time-out plus the waits 1 + 2 + 4 ... of each task on the longest path: roll back, record, call for help.
  it('has a time-out above its longest path', () => {
    const seconds = (name: string) => {
      const state = machine.States[name];
      const retries = state?.Retry?.[0]?.MaxAttempts ?? 0;
      return (retries + 1) * (state?.TimeoutSeconds ?? 0) + 2 ** retries - 1;
    };
    const longest = tasks.filter(([name]) => name !== 'Defer Roles').reduce((sum, [name]) => sum + seconds(name), 0);
    expect(longest).toBe(445);
    expect(machine.TimeoutSeconds).toBeGreaterThan(longest);
  });
});
