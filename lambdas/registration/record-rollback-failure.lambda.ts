import { recordRollbackFailureInput } from '../../contracts/registration.ts';
import { readEnvironment } from '../platform/runtime.ts';
import { task } from '../platform/task.ts';
import { poolDependencies } from './dependencies.ts';
import { recordRollbackFailure } from './rollback.ts';

const { store, pool, clock } = poolDependencies(readEnvironment('registration/record-rollback-failure'));

export const handler = task(recordRollbackFailureInput, recordRollbackFailure({ store, pool, clock }));
