import * as z from 'zod/mini';
import { PROBLEM_TYPE_PREFIX, problem } from '../../contracts/api/problems.ts';
import type { ApiClient } from '../api-client.ts';
import { CommandError } from '../command/command-error.ts';
import type { PoolUser } from './pool-users.ts';
import { asStandIn, type SeededSystem } from './stand-in.ts';

/** Sends a change; what is so already is as good. */
async function change(api: ApiClient, method: 'POST' | 'PUT', path: string): Promise<void> {
  const { status, body } = await api(path, { method });
  if (status < 300) return;
  const { data } = z.safeParse(problem, body);
  if (data?.type === `${PROBLEM_TYPE_PREFIX}already_has_role`) return;
  const why = data?.detail ?? `${method} ${path} answered ${status}.`;
  throw new CommandError(`The admin could not be given back what she had. ${why}`);
}

/** Lets an admin in again and gives her the role again, over the API like anybody else. */
export const restoreAdmin = (system: SeededSystem, { userId, enabled }: PoolUser): Promise<void> =>
  asStandIn(system, async (api) => {
    if (!enabled) await change(api, 'POST', `/v1/users/${userId}/enable`);
    await change(api, 'PUT', `/v1/users/${userId}/roles/admin`);
  });
