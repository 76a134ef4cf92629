import { LISTING } from '../../../contracts/internal/tables.ts';
import type { RegisterUserInput } from '../../../contracts/registration.ts';
import { authorizationKey } from '../../../lambdas/domain/authorization/authorization.ts';
import { grantItem } from '../../../lambdas/domain/authorization/grants.ts';
import { emailLockKey, recordKey } from '../../../lambdas/domain/registration/record.ts';
import { admittedRecord } from '../../../lambdas/domain/registration/workflow.ts';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import type { Database } from '../simulation/dynamo/database.ts';

/** Leaves in the tables what the register-user workflow does when all goes well. Answers the userId. */
export function registered(database: Database, registrationId: string, input: RegisterUserInput): string {
  const at = new Date();
  const { dueAt: _, dueList: __, ...record } = admittedRecord({ registrationId, input, correlationId: 'cor-1', at });
  const { email, name, method, roles } = input;
  const userId = userIdOf(registrationId);
  const createdAt = at.toISOString();
  const profile = { userId, email, name, registrationId, status: 'active', method, createdAt, listing: LISTING };
  // DynamoDB knows no empty set.
  const held = roles.length > 0 ? { roles: new Set(roles) } : {};
  database.table('registrations').put({ ...recordKey(registrationId), ...record, state: 'registered' });
  database.table('registrations').put({ ...emailLockKey(email), userId, registrationId });
  database.table('users').put({ ...profile, emailVerifiedAt: createdAt });
  database.table('access').put({ ...authorizationKey(userId), version: 1, ...held });
  for (const role of roles) {
    database.table('access').put({ ...grantItem({ userId, role, grantedBy: userId, grantedAt: createdAt }) });
  }
  return userId;
}
