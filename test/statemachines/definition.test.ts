import aslValidator from 'asl-validator';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { longestPathSeconds, parseDefinition, registerUserText } from '../support/simulation/asl/definition.ts';
import { definition, expressions, taskNames } from './definition.ts';
import { happy, paths } from './register-user.paths.ts';

const machine = definition();
const tasks = taskNames(machine).map((name) => [name, machine.States[name]] as const);

describe('the definition of register-user', () => {
  it('is valid ASL', () => {
    const { isValid, errorsText } = aslValidator(machine);
    expect(isValid, errorsText()).toBe(true);
  });

  it.each(expressions(machine).map((text) => [text]))('has an expression that JSONata parses: %s', (text) => {
    expect(() => jsonata(text)).not.toThrow();
  });

  it.each(tasks)('limits the time and the retries of %s', (_, state) => {
    expect(state?.TimeoutSeconds).toBeGreaterThan(0);
    for (const retry of state?.Retry ?? []) {
      expect(retry).toMatchObject({ ErrorEquals: ['States.ALL'], JitterStrategy: 'FULL' });
      expect(retry.MaxAttempts).toBeLessThanOrEqual(5);
    }
  });

  it.each(tasks)('explains the number of tries of %s in a comment', (_, state) => {
    expect(state?.Retry).toHaveLength(1);
    expect(state?.Retry?.[0]?.Comment).toMatch(new RegExp(`^${(state?.Retry?.[0]?.MaxAttempts ?? 0) + 1} tries`));
  });

  it('has a time-out above its longest path, whose seconds its comment gives', () => {
    const longest = longestPathSeconds(parseDefinition(registerUserText));
    expect(machine.Comment).toContain(`= ${longest} s of tries and waits`);
    expect(machine.TimeoutSeconds).toBeGreaterThan(longest);
  });
});

describe('register-user.paths.ts', () => {
  it('has an answer for every task', () => {
    expect(Object.keys(happy).sort()).toEqual([...taskNames(machine)].sort());
  });

  it('enters every state', () => {
    const entered = new Set(paths.flatMap(({ states }) => states));
    expect(Object.keys(machine.States).filter((name) => !entered.has(name))).toEqual([]);
  });
});
