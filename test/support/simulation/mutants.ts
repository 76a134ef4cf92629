import { deliveryMutants } from './delivery-mutants.ts';
import { machineMutants } from './machine-mutants.ts';
import { reconciliationMutants } from './reconciliation-mutants.ts';
import { registrationMutants } from './registration-mutants.ts';

/** Every planted mistake. */
export const mutants = { ...registrationMutants, ...deliveryMutants, ...reconciliationMutants, ...machineMutants };
