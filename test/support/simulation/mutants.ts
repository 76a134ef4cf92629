import { machineMutants } from './machine-mutants.ts';
import { reconcilingMutants } from './reconciling-mutants.ts';
import { registeringMutants } from './registering-mutants.ts';
import { tellingMutants } from './telling-mutants.ts';

/** Every planted mistake. */
export const mutants = { ...registeringMutants, ...tellingMutants, ...reconcilingMutants, ...machineMutants };
