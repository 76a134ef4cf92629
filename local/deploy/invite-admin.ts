import { createHash } from 'node:crypto';
import { AdminCreateUserCommand, AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { canonicalEmail } from '../../contracts/email.ts';
import type { Clients } from '../clients.ts';
import { CommandError } from '../command/command-error.ts';
import { step } from '../command/screen.ts';
import type { Outputs } from '../deployment/outputs.ts';
import { findPoolUser } from '../seed/pool-users.ts';
import { registerAdmin } from '../seed/register-admin.ts';

/** One name an address, so that a second deployment does not register her again. */
const registrationNameOf = (email: string): string =>
  `admin-${createHash('sha256').update(email).digest('hex').slice(0, 16)}`;

/** Cognito itself mails a temporary password: nobody else chooses or sees it. */
async function mailPassword({ users }: Clients, UserPoolId: string, email: string): Promise<void> {
  const { Username } = await users.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
  await users.send(
    new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL'] }),
  );
}

/** Registers an admin through the workflow; a second time changes nothing and sends nothing. */
export async function inviteAdmin(clients: Clients, outputs: Outputs, address: string): Promise<void> {
  const email = canonicalEmail(address);
  if (email === undefined)
    throw new CommandError(`--admin-email ${address} is no e-mail address, such as ann@example.com.`);
  const isThere = async () => (await findPoolUser(clients.users, outputs.userPoolId, email)) !== undefined;
  const register = () =>
    registerAdmin(clients.workflows, outputs.stateMachineArn, { name: registrationNameOf(email), email, isThere });
  const isNew = await step(`Register ${email} as an admin`, register);
  if (isNew)
    await step('Have Cognito mail her a first password', () => mailPassword(clients, outputs.userPoolId, email));
}
