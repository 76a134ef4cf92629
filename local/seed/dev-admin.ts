import { CommandError } from '../command/command-error.ts';
import { type AdminAccount, readAdminAccount, writeAdminAccount } from './admin-account.ts';
import { newPassword } from './password.ts';
import { findPoolUser, type PoolUser, setPassword } from './pool-users.ts';
import { registerAdmin } from './register-admin.ts';
import { restoreAdmin } from './restore-admin.ts';
import { claimsIn, signIn } from './sign-in.ts';
import type { SeededSystem } from './stand-in.ts';

const ADMIN_EMAIL = 'user@example.com';

/** The name of the admin's registration: the same one is never made twice. */
const ADMIN_REGISTRATION = 'seed-admin';

/** `restored`: she was there, and lacked the role or the way in. */
export type Done = 'nothing' | 'registered' | 'password_set' | 'restored';

export interface DevAdmin {
  readonly account: AdminAccount;
  readonly done: Done;
}

/** Whether she signs in, and as what. */
async function standing({ clients, outputs }: SeededSystem, account: AdminAccount): Promise<'admin' | 'user' | 'out'> {
  const token = await signIn(clients.users, outputs, account);
  if (token === undefined) return 'out';
  return (claimsIn(token).roles ?? '').split(' ').includes('admin') ? 'admin' : 'user';
}

const find = ({ clients, outputs }: SeededSystem): Promise<PoolUser | undefined> =>
  findPoolUser(clients.users, outputs.userPoolId, ADMIN_EMAIL);

/** The admin in the pool, registered where she is not there; and whether she was. */
async function present(system: SeededSystem): Promise<{ readonly user: PoolUser; readonly isNew: boolean }> {
  const known = await find(system);
  if (known) return { user: known, isNew: false };
  const { clients, outputs } = system;
  const isThere = async () => (await find(system)) !== undefined;
  const registration = { name: ADMIN_REGISTRATION, email: ADMIN_EMAIL, isThere };
  await registerAdmin(clients.workflows, outputs.stateMachineArn, registration);
  const user = await find(system);
  if (user) return { user, isNew: true };
  throw new CommandError(`The pool does not show ${ADMIN_EMAIL} yet; run the same command again.`);
}

/**
 * One admin who can sign in: registers her through the workflow, gives her the password of `adminFile` (a new one
 * where there is none) and, where she has lost it, the role. Running it again changes nothing.
 */
export async function setUpDevAdmin(system: SeededSystem, adminFile: string): Promise<DevAdmin> {
  const known = readAdminAccount(adminFile);
  if (known && (await standing(system, known)) === 'admin') return { account: known, done: 'nothing' };
  const { user, isNew } = await present(system);
  const account = { email: ADMIN_EMAIL, password: known?.password ?? newPassword() };
  await setPassword(system.clients.users, system.outputs.userPoolId, account);
  writeAdminAccount(adminFile, account);
  if ((await standing(system, account)) === 'admin') return { account, done: isNew ? 'registered' : 'password_set' };
  await restoreAdmin(system, user);
  if ((await standing(system, account)) === 'admin') return { account, done: 'restored' };
  throw new CommandError(`${ADMIN_EMAIL} has the role admin and still cannot use it; \`npm run doctor\` may say why.`);
}
