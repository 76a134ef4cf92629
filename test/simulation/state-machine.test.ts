import { describe, expect, it } from 'vitest';
import { longestPathSeconds, parseDefinition, registerUserText } from '../support/simulation/asl/definition.ts';
import { OUTAGE_MS } from '../support/simulation/run-scenario.ts';
import { World } from '../support/simulation/world.ts';

const worldWith = (before: string | RegExp, after: string) => () =>
  new World({ definition: registerUserText.replace(before, after) });

describe('the simulation', () => {
  it('refuses a workflow task that has no row in lib/functions', () => {
    expect(worldWith('AssignRolesArn', 'ScreenRegistrationArn')).toThrow(
      'the state machine invokes ScreenRegistration, which has no row in lib/functions',
    );
  });

  it('refuses a workflow task that it has no function for', () => {
    expect(worldWith('AssignRolesArn', 'HealthApiArn')).toThrow(
      'the simulation has no function health/api, which Assign Roles invokes',
    );
  });

  it('refuses a workflow task whose function is chosen at run time', () => {
    expect(worldWith(/\$\{AssignRolesArn\}/, '{% $states.input.task %}')).toThrow(
      'the simulation has no function {% $states.input.task %}, which Assign Roles invokes',
    );
  });

  it('refuses a workflow task of a service that it does not know', () => {
    expect(worldWith('states:::events:putEvents', 'states:::sqs:sendMessage')).toThrow(
      'the simulation does not know the resource arn:aws:states:::sqs:sendMessage of Announce Attempt',
    );
  });

  it('has an outage that lasts longer than the longest path of the state machine', () => {
    expect(OUTAGE_MS).toBeGreaterThan(longestPathSeconds(parseDefinition(registerUserText)) * 1000);
  });
});
