import { setTimeout as pause } from 'node:timers/promises';
import { adminAccessToken } from './admin.ts';
import type { RegistrationPlan } from './registration.ts';
import { outputs } from './system.ts';

// Longer than a restart takes on two busy cores, and the waits for those that it broke.
const MAX_SECONDS = 120;
const AGAIN_AFTER_MS = 500;

async function ask({ account, idempotencyKey }: RegistrationPlan): Promise<number> {
  const answer = await fetch(`${outputs.apiUrl}/v1/users`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await adminAccessToken()}`,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify(account),
  });
  const { type } = (await answer.json()) as { type?: string };
  const isRollcalls = answer.ok || type?.startsWith('urn:rollcall:problem:');
  if (!isRollcalls || answer.status === 503) throw new Error(`answered ${answer.status}`);
  return answer.status;
}

/**
 * POST /v1/users as a careful client sends it: again with the same Idempotency-Key when the connection
 * breaks, when Rollcall asks for that (503), or when a gateway answers whose
 * function died; `toTheEnd` also when the registration still runs (202).
 */
export async function registerWithRetries(plan: RegistrationPlan, { toTheEnd = false } = {}): Promise<number> {
  const deadline = performance.now() + MAX_SECONDS * 1000;
  for (;;) {
    try {
      const status = await ask(plan);
      if (toTheEnd && status === 202) throw new Error('it still runs');
      return status;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(AGAIN_AFTER_MS);
    }
  }
}
