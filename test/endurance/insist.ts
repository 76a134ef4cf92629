import { setTimeout as pause } from 'node:timers/promises';
import { adminAccessToken } from '../support/deployed/admin.ts';
import type { Planned } from '../support/deployed/registering.ts';
import { outputs } from '../support/deployed/system.ts';

// Longer than a restart takes on two busy cores, and the waits for those that it broke.
const MOST_SECONDS = 120;
const AGAIN_AFTER_MS = 500;

/** What the API said at last, and how often it was asked. */
export interface Insisted {
  readonly status: number;
  readonly asked: number;
}

async function ask({ person, idempotencyKey }: Planned): Promise<number> {
  const answer = await fetch(`${outputs.apiUrl}/v1/users`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await adminAccessToken()}`,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify(person),
  });
  const { type } = (await answer.json()) as { type?: string };
  const isRollcalls = answer.ok || type?.startsWith('urn:rollcall:problem:');
  if (!isRollcalls || answer.status === 503) throw new Error(`answered ${answer.status}`);
  return answer.status;
}

/**
 * POST /v1/users as a careful client sends it: again with the same Idempotency-Key when the connection
 * breaks, or when somebody else than Rollcall answers, as a gateway does whose function died.
 */
export async function insist(plan: Planned): Promise<Insisted> {
  const deadline = performance.now() + MOST_SECONDS * 1000;
  for (let asked = 1; ; asked += 1) {
    try {
      return { status: await ask(plan), asked };
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(AGAIN_AFTER_MS);
    }
  }
}
