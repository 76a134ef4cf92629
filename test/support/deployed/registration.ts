import { randomUUID } from 'node:crypto';
import type { Registration } from '../../../contracts/api/registrations.ts';
import { derivedId, userIdOf } from '../../../lambdas/platform/runtime.ts';
import { eventually } from '../eventually.ts';
import { type Account, newAccount } from './accounts.ts';
import { adminUserId } from './admin.ts';
import { type Answer, type Api, apiAsAdmin } from './api.ts';

/** A registration that is about to be asked for: its ids are known before, so that faults can meet it alone. */
export interface RegistrationPlan {
  readonly account: Account;
  readonly idempotencyKey: string;
  readonly registrationId: string;
  readonly userId: string;
}

/** Ids derive from the caller and the Idempotency-Key. */
export async function planRegistration(more: Partial<Account> = {}): Promise<RegistrationPlan> {
  const idempotencyKey = randomUUID();
  const registrationId = derivedId(`${await adminUserId()}:register:${idempotencyKey}`);
  return { account: newAccount(more), idempotencyKey, registrationId, userId: userIdOf(registrationId) };
}

export const planRegistrations = (count: number): Promise<readonly RegistrationPlan[]> =>
  Promise.all(Array.from({ length: count }, () => planRegistration()));

/** POST /v1/users, once. */
export async function register({ account, idempotencyKey }: RegistrationPlan, api?: Api): Promise<Answer> {
  const call = api ?? (await apiAsAdmin());
  return call('POST', '/v1/users', { headers: { 'Idempotency-Key': idempotencyKey }, body: account });
}

export async function registrationOf(registrationId: string): Promise<Registration> {
  const api = await apiAsAdmin();
  const { status, body } = await api<Registration>('GET', `/v1/registrations/${registrationId}`);
  if (status !== 200) throw new Error(`GET of registration ${registrationId} answered ${status}`);
  return body;
}

export const resume = async (registrationId: string): Promise<Answer<Registration>> =>
  (await apiAsAdmin())<Registration>('POST', `/v1/registrations/${registrationId}/resume`);

const running: readonly string[] = ['reserved', 'created', 'rolling_back'];

/** POST /v1/users, again where the answer is that it still runs: on a slow machine the 8 s are not enough. */
export const registerToTheEnd = (plan: RegistrationPlan): Promise<Answer> =>
  eventually(`the registration of ${plan.account.email} ends`, async () => {
    const answer = await register(plan);
    if (answer.status === 202 && running.includes(String(answer.body.state)))
      throw new Error(`it is ${answer.body.state}`);
    return answer;
  });

/**
 * POST /v1/users of a user whose roles cannot be assigned; returns the answer once they are pending. Not
 * by asking again, which would complete them: where the 8 s are not enough, GET of the registration shows it.
 */
export async function registerWithRolesPending(plan: RegistrationPlan): Promise<Answer> {
  const answer = await register(plan);
  if (answer.status !== 202) throw new Error(`POST /v1/users answered ${answer.status}, not 202 with roles pending`);
  return eventually(`the roles of ${plan.account.email} are pending`, async () => {
    const { registrationId, state, userId, transientStatus, rolesPending } = await registrationOf(plan.registrationId);
    if (state !== 'roles_pending') throw new Error(`the registration is ${state}`);
    const body = { registrationId, state, userId, transientStatus, rolesPending };
    return answer.body.state === state ? answer : { ...answer, body: body };
  });
}
