import type { Scenario } from '../run-scenario.ts';
import type { World } from '../world.ts';
import { differingWorld, healthyWorld, strangeWorld } from './differing.ts';

const reports = { does: 'reconcile', action: 'start', fix: false } as const;
const removes = { does: 'reconcile', action: 'start', fix: true } as const;
const ticks = { does: 'reconcile', action: 'tick', fix: false } as const;

/** A life that goes on from a world at rest. */
export interface Reconciliation extends Scenario {
  readonly past: World;
}

/** The courses that a reconciliation can take, each over a world that has come to rest. */
export const reconcilingScenarios: Readonly<Record<string, () => Promise<Reconciliation>>> = {
  'reports what differs': async () => ({ past: await differingWorld(), actors: [reports], keepsLeftovers: true }),
  'removes what registrations left': async () => ({ past: await differingWorld(), actors: [removes] }),
  'alerts operators to what the schedule found': async () => ({ past: await strangeWorld(), actors: [ticks] }),
  'finds nothing where all is well': async () => ({ past: await healthyWorld(), actors: [removes] }),
};
