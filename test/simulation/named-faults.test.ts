import { describe, expect, it } from 'vitest';
import { endsOf } from '../support/simulation/ends.ts';
import { violationsOf } from '../support/simulation/invariants/invariants.ts';
import { namedFaults } from '../support/simulation/named-faults.ts';
import { withGlobals } from '../support/simulation/process-globals.ts';
import { runScenario } from '../support/simulation/run-scenario.ts';
import { World } from '../support/simulation/world.ts';

describe('the simulation keeps the invariants under fault', () => {
  it.each(Object.entries(namedFaults))('%s', async (_, { scenario, ends, also, is }) => {
    const { world, violations } = await runScenario(scenario, violationsOf);
    expect(violations).toEqual([]);
    expect(endsOf(world, Object.keys(ends))).toEqual(ends);
    expect(also?.(world)).toEqual(is);
  });

  it('17: a poison message goes to the dead-letter queues, and the rest of its batch is handled', async () => {
    const world = new World();
    const poison = { source: 'rollcall', 'detail-type': 'UserRegistered', detail: 'poison' };
    world.consumers.deliver(poison);
    world.startByHand('hand-1', {});
    await withGlobals(world.time, world.random, () => world.time.untilQuiet());
    const dead = world.consumers.all.flatMap(([name, { deadLetters }]) =>
      deadLetters.map(({ receives }) => [name, receives]),
    );
    expect(dead).toEqual([
      ['audit/record-entry', 3],
      ['logging/log-event', 3],
      ['mail/send-mail', 3],
      ['invitations/accept-invitation', 3],
    ]);
    const actions = world.database.table('audit').items.map(({ action }) => action);
    expect(actions).toEqual(['USER_REGISTRATION_STARTED', 'USER_REGISTRATION_FAILED']);
  });
});
