import type { RegistrationState } from '../../../contracts/registration.ts';
import type { Scenario } from './run-scenario.ts';
import type { World } from './world.ts';

/** A fault of reliability's list: what happens, how the registrations end, and what else must be so. */
export interface NamedFault {
  readonly scenario: Scenario;
  /** By key. */
  readonly ends: Readonly<Record<string, RegistrationState>>;
  /** Something else of the world, and what it must be. */
  readonly also?: (world: World) => unknown;
  readonly is?: unknown;
}
