import { deliveryFaults } from './delivery-faults.ts';
import { reconciliationFaults } from './reconciliation-faults.ts';
import { registrationFaults } from './registration-faults.ts';
import { regressions } from './regressions.ts';

/** Every fault that has a name, and the schedules that broke something once. */
export const namedFaults = { ...registrationFaults, ...deliveryFaults, ...reconciliationFaults, ...regressions };
