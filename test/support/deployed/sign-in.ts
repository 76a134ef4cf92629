import { AdminInitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { newPassword } from '../../../local/system/password.ts';
import { type Api, apiAs } from './api.ts';
import { setPassword } from './pool.ts';
import { planRegistration, type RegistrationPlan, registerToTheEnd } from './registration.ts';
import { clients, outputs } from './system.ts';

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
}

interface Credentials {
  readonly username: string;
  readonly password: string;
  /** The app client; Rollcall's own where not said. */
  readonly clientId?: string;
}

/** Signs in as a server of ours would. */
export async function signIn({ username, password, clientId }: Credentials): Promise<Tokens> {
  const { AuthenticationResult } = await clients.users.send(
    new AdminInitiateAuthCommand({
      UserPoolId: outputs.userPoolId,
      ClientId: clientId ?? outputs.userPoolClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  );
  return { accessToken: AuthenticationResult?.AccessToken ?? '', idToken: AuthenticationResult?.IdToken ?? '' };
}

export interface SignedIn extends RegistrationPlan, Tokens {
  readonly password: string;
  readonly api: Api;
}

/** A registered user of these roles who has signed in. */
export async function newUser(...roles: readonly string[]): Promise<SignedIn> {
  const plan = await planRegistration({ roles });
  const { status } = await registerToTheEnd(plan);
  if (status !== 201) throw new Error(`the registration of ${plan.account.email} answered ${status}`);
  const password = newPassword();
  await setPassword(plan.userId, password);
  const tokens = await signIn({ username: plan.account.email, password });
  return { ...plan, ...tokens, password, api: apiAs(tokens.accessToken) };
}
