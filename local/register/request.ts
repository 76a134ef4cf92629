import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { ApiClient, ApiReply } from '../api-client.ts';
import { CommandError } from '../command/command-error.ts';

/** The body of POST /v1/users, unchecked: the API says what is wrong with it. */
export interface Registrant {
  readonly email: string;
  readonly name: string;
  readonly organisation?: string;
  readonly roles: readonly string[];
}

// The API waits 8 s for an end; the workflow's own retries are over in two minutes.
const MAX_MS = 150_000;
const BETWEEN_MS = 500;

const running = z.object({ state: z.enum(['reserved', 'created', 'rolling_back']) });

const isRunning = ({ status, body }: ApiReply): boolean => status === 202 && running.safeParse(body).success;

/** Registers, and asks again with the same key while the workflow runs: the same key is the same request. */
export async function requestRegistration(
  api: ApiClient,
  person: Registrant,
  correlationId: string,
): Promise<ApiReply> {
  const headers = { 'idempotency-key': randomUUID(), 'x-correlation-id': correlationId };
  const deadline = performance.now() + MAX_MS;
  for (;;) {
    const reply = await api('/v1/users', { method: 'POST', body: person, headers });
    if (!isRunning(reply)) return reply;
    if (performance.now() > deadline) {
      throw new CommandError(
        `The registration has not ended in ${MAX_MS / 1000} s; ${reply.headers.get('location')} tells its state.`,
      );
    }
    await pause(BETWEEN_MS);
  }
}
