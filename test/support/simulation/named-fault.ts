import type { RegistrationState } from '../../../contracts/registration.ts';
import type { Life } from './life.ts';
import type { World } from './world.ts';

/** A fault of reliability's list: what happens, how the registrations end, and what else must be so. */
export interface NamedFault {
  readonly life: Life;
  /** By key. */
  readonly ends: Readonly<Record<string, RegistrationState>>;
  /** Something else of the world, and what it must be. */
  readonly also?: (world: World) => unknown;
  readonly is?: unknown;
}
