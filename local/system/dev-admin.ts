import * as z from 'zod/mini';
import { PROBLEM_TYPE_PREFIX, problem } from '../../contracts/api/problems.ts';
import { CommandError } from '../command-error.ts';
import { type AdminAccount, readAdminAccount, writeAdminAccount } from './admin-account.ts';
import type { ApiClient } from './api-client.ts';
import type { DeployedSystem } from './find-system.ts';
import { newPassword } from './password.ts';
import { claimsIn, findPoolUser, type PoolUser, setPassword, signIn } from './pool-users.ts';
import { registerAdmin } from './register-admin.ts';
import { asTemporaryAdmin } from './temporary-admin.ts';

const ADMIN_EMAIL = 'user@example.com';

/** The name of the admin's registration: the same one is never made twice. */
const ADMIN_REGISTRATION = 'seed-admin';

/** `restored`: the account existed, and was disabled or lacked the role admin. */
export type DevAdminOutcome = 'nothing' | 'registered' | 'password_set' | 'restored';

export interface DevAdmin {
  readonly account: AdminAccount;
  readonly done: DevAdminOutcome;
}

/** Whether the account signs in with the role admin. */
async function isAdmin({ clients, outputs }: DeployedSystem, account: AdminAccount): Promise<boolean> {
  const token = await signIn(clients.users, outputs, account);
  return token !== undefined && (claimsIn(token).roles ?? '').split(' ').includes('admin');
}

const findAdmin = ({ clients, outputs }: DeployedSystem): Promise<PoolUser | undefined> =>
  findPoolUser(clients.users, outputs.userPoolId, ADMIN_EMAIL);

/** The admin in the pool, registered where the address is free. */
async function findOrRegister(system: DeployedSystem): Promise<{ readonly user: PoolUser; readonly isNew: boolean }> {
  const existing = await findAdmin(system);
  if (existing) return { user: existing, isNew: false };
  const { clients, outputs } = system;
  const isInPool = async () => (await findAdmin(system)) !== undefined;
  const registration = { name: ADMIN_REGISTRATION, email: ADMIN_EMAIL, isInPool };
  await registerAdmin(clients.workflows, outputs.stateMachineArn, registration);
  const user = await findAdmin(system);
  if (user) return { user, isNew: true };
  throw new CommandError(`The pool does not return ${ADMIN_EMAIL} yet; run the same command again.`);
}

/** Sends a change; a role that the user has already is no failure. */
async function change(api: ApiClient, method: 'POST' | 'PUT', path: string): Promise<void> {
  const { status, body } = await api(path, { method });
  if (status < 300) return;
  const { data } = z.safeParse(problem, body);
  if (data?.type === `${PROBLEM_TYPE_PREFIX}already_has_role`) return;
  const reason = data?.detail ?? `${method} ${path} answered ${status}.`;
  throw new CommandError(`The admin could not be restored. ${reason}`);
}

/** Enables an admin and assigns the role admin again, over the API. */
const restoreAdmin = (system: DeployedSystem, { userId, enabled }: PoolUser): Promise<void> =>
  asTemporaryAdmin(system, async (api) => {
    if (!enabled) await change(api, 'POST', `/v1/users/${userId}/enable`);
    await change(api, 'PUT', `/v1/users/${userId}/roles/admin`);
  });

/**
 * Makes one admin who can sign in: registers them through the workflow, sets the password of `adminFile` (a new one
 * where there is none), enables them and assigns the role admin where it was revoked. Running it again changes nothing.
 */
export async function setUpDevAdmin(system: DeployedSystem, adminFile: string): Promise<DevAdmin> {
  const known = readAdminAccount(adminFile);
  if (known && (await isAdmin(system, known))) return { account: known, done: 'nothing' };
  const { user, isNew } = await findOrRegister(system);
  const account = { email: ADMIN_EMAIL, password: known?.password ?? newPassword() };
  await setPassword(system.clients.users, system.outputs.userPoolId, account);
  writeAdminAccount(adminFile, account);
  if (await isAdmin(system, account)) return { account, done: isNew ? 'registered' : 'password_set' };
  await restoreAdmin(system, user);
  if (await isAdmin(system, account)) return { account, done: 'restored' };
  throw new CommandError(
    `${ADMIN_EMAIL} has the role admin and cannot use it; \`npx rollcall doctor\` checks the system.`,
  );
}
