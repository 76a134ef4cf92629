import { reconcilingFaults } from './reconciling-faults.ts';
import { registeringFaults } from './registering-faults.ts';
import { regressions } from './regressions.ts';
import { tellingFaults } from './telling-faults.ts';

/** Every fault that has a name, and the schedules that broke something once. */
export const namedFaults = { ...registeringFaults, ...tellingFaults, ...reconcilingFaults, ...regressions };
