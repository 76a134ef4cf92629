import { randomUUID } from 'node:crypto';
import { CommandError } from '../command-error.ts';
import { type ApiClient, type ApiReply, adminToken, apiClient } from './api-client.ts';
import type { DeployedSystem } from './find-system.ts';
import { newPassword } from './password.ts';
import { claimsIn, setPassword } from './pool-users.ts';
import { registerAdmin } from './register-admin.ts';

function expectDeleted({ status }: ApiReply, email: string): void {
  if (status === 204) return;
  throw new CommandError(`The temporary admin ${email} could not be deleted (${status}); delete it over the API.`);
}

/**
 * Calls the API as a temporary admin, who is registered through the workflow and deleted afterwards: for what
 * only an admin may do, while no admin's password is known.
 */
export async function asTemporaryAdmin(
  { clients, outputs }: DeployedSystem,
  work: (api: ApiClient) => Promise<void>,
): Promise<void> {
  const name = `temporary-admin-${randomUUID()}`;
  const account = { email: `${name}@example.com`, password: newPassword() };
  const { email } = account;
  await registerAdmin(clients.workflows, outputs.stateMachineArn, { name, email, isInPool: async () => true });
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
