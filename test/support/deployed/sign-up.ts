import { randomUUID } from 'node:crypto';
import { eventually } from '../eventually.ts';
import { type Answer, apiAs } from './api.ts';
import { itemIn } from './items.ts';
import { tokenMailed } from './links.ts';

export const anonymous = apiAs();

export interface SignUpRequest {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** A sign-up that no other test uses. */
export const newSignUpRequest = (more: Partial<SignUpRequest> = {}): SignUpRequest => ({
  email: `bob.${randomUUID()}@example.com`,
  name: 'Bob Example',
  password: `four words of ${randomUUID().slice(0, 8)}`,
  ...more,
});

export const signUp = (body: object): Promise<Answer> => anonymous('POST', '/v1/auth/sign-up', { body });
export const verify = (token: string): Promise<Answer> => anonymous('POST', '/v1/auth/verify', { body: { token } });
export const forgot = (email: string): Promise<Answer> =>
  anonymous('POST', '/v1/auth/password/forgot', { body: { email } });
export const reset = (token: string, password: string): Promise<Answer> =>
  anonymous('POST', '/v1/auth/password/reset', { body: { token, password } });

/** Who has the address. */
export const userIdOf = (email: string): Promise<string> =>
  eventually(`${email} is locked`, async () => {
    const lock = await itemIn('registrations', { pk: `EMAIL#${email}` });
    return lock?.userId as string | undefined;
  });

/** A user who signed up and verified the address, with the chosen password, by a second link where the first came too late. */
export async function newVerifiedUser(): Promise<SignUpRequest & { readonly userId: string }> {
  const request = newSignUpRequest();
  await signUp(request);
  await verify(await tokenMailed(request.email, 'verify'));
  const userId = await userIdOf(request.email);
  const profile = await itemIn('users', { userId });
  if (profile?.passwordSetAt === undefined)
    await reset(await tokenMailed(request.email, 'reset-password'), request.password);
  return { ...request, userId };
}
