import { AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { RegistrationMethod } from '../../../contracts/registration.ts';
import { runRegistration } from '../../../local/system/executions.ts';
import { newPassword } from '../../../local/system/password.ts';
import { NOBODY, newSubject, ROLES } from '../registration/manual-execution.ts';
import type { Subject } from '../registration/task-calls.ts';
import type { BenchSystem } from '../system.ts';

export interface Account extends Subject {
  readonly password: string;
}

/** A user with a password: verified when an admin registered the user, unverified after a sign-up. */
export async function newAccount(
  { clients, outputs }: BenchSystem,
  method: RegistrationMethod,
  roles: readonly string[] = ROLES,
): Promise<Account> {
  const subject = newSubject();
  const { registrationId, userId, email } = subject;
  const input = { email, name: 'Ann Example', roles: [...roles], requestedBy: NOBODY, method };
  const { execution } = await runRegistration(clients.workflows, outputs.stateMachineArn, registrationId, input);
  if (execution?.status !== 'SUCCEEDED') throw new Error(`the registration ended as ${execution?.status}`);
  const password = newPassword();
  await clients.users.send(
    new AdminSetUserPasswordCommand({
      UserPoolId: outputs.userPoolId,
      Username: userId,
      Password: password,
      Permanent: true,
    }),
  );
  return { ...subject, password };
}
