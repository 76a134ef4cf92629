import { randomUUID } from 'node:crypto';
import { type ApiClient, type ApiReply, adminToken, apiClient } from '../api-client.ts';
import type { Clients } from '../clients.ts';
import { CommandError } from '../command/command-error.ts';
import type { Outputs } from '../deployment/outputs.ts';
import { newPassword } from './password.ts';
import { setPassword } from './pool-users.ts';
import { registerAdmin } from './register-admin.ts';
import { claimsIn } from './sign-in.ts';

export interface SeededSystem {
  readonly clients: Clients;
  readonly outputs: Outputs;
}

function expectDeleted({ status }: ApiReply, email: string): void {
  if (status === 204) return;
  throw new CommandError(`The admin ${email} stood in and could not be deleted (${status}); delete her over the API.`);
}

/**
 * Works over HTTP as an admin of its own, who is registered through the workflow and deleted afterwards: for what
 * only an admin may do, while no admin's password is known.
 */
export async function asStandIn(
  { clients, outputs }: SeededSystem,
  work: (api: ApiClient) => Promise<void>,
): Promise<void> {
  const name = `stand-in-${randomUUID()}`;
  const account = { email: `${name}@example.com`, password: newPassword() };
  const { email } = account;
  await registerAdmin(clients.workflows, outputs.stateMachineArn, { name, email, isThere: async () => true });
  await setPassword(clients.users, outputs.userPoolId, account);
  const token = await adminToken(clients, outputs, account);
  const api = apiClient(outputs.apiUrl, token);
  try {
    await work(api);
  } finally {
    const path = `/v1/users/${claimsIn(token).username}?confirm=true`;
    expectDeleted(await api(path, { method: 'DELETE' }), email);
  }
}
