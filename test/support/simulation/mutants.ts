import { machineMutants } from './machine-mutants.ts';
import { registeringMutants } from './registering-mutants.ts';
import { tellingMutants } from './telling-mutants.ts';

/** Every planted mistake. */
export const mutants = { ...registeringMutants, ...tellingMutants, ...machineMutants };
