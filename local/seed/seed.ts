import { AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Clients } from '../clients.ts';
import type { Outputs } from '../deployment/outputs.ts';
import { type AdminAccount, readAdminAccount, writeAdminAccount } from './admin-account.ts';
import { newPassword } from './password.ts';
import { registerAdmin } from './register-admin.ts';
import { seedRoles } from './roles.ts';
import { signIn } from './sign-in.ts';

const ADMIN_EMAIL = 'user@example.com';

/** The name of the admin's registration: the same one is never made twice. */
const ADMIN_REGISTRATION = 'seed-admin';

/** The built-in roles, then one admin who can sign in. Running it again changes nothing. */
export async function seed(clients: Clients, outputs: Outputs, adminFile: string): Promise<AdminAccount> {
  await seedRoles(clients.tables, outputs.tables.access ?? '');
  const known = readAdminAccount(adminFile);
  if (known !== undefined && (await signIn(clients.users, outputs, known))) return known;
  await registerAdmin(clients.workflows, outputs.stateMachineArn, ADMIN_REGISTRATION, ADMIN_EMAIL);
  const account = { email: ADMIN_EMAIL, password: known?.password ?? newPassword() };
  await clients.users.send(
    new AdminSetUserPasswordCommand({
      UserPoolId: outputs.userPoolId,
      Username: ADMIN_EMAIL,
      Password: account.password,
      Permanent: true,
    }),
  );
  writeAdminAccount(adminFile, account);
  return account;
}
