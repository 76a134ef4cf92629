import { recordRollbackFailureInput } from '../../contracts/workflows/register-user.ts';
import { userPool } from '../domain/user-pool/user-pool.ts';
import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { task } from '../platform/task.ts';
import { recordRollbackFailure } from './record-rollback-failure.ts';
import { registrationStore } from './store.ts';

const env = readEnvironment('registration/record-rollback-failure');
const store = registrationStore(dynamo(), { registrations: env.REGISTRATIONS_TABLE, journal: env.JOURNAL_TABLE });
const pool = userPool(cognito(), env.USER_POOL_ID);

export const handler = task(recordRollbackFailureInput, recordRollbackFailure({ store, pool, clock: systemClock }));
