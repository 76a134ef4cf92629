import { randomUUID } from 'node:crypto';
import { eventually } from '../eventually.ts';
import { type Answer, apiAs } from './api.ts';
import { itemIn } from './items.ts';
import { tokenMailed } from './links.ts';

export const anybody = apiAs();

export interface Newcomer {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** Somebody whom no other test knows. */
export const aNewcomer = (more: Partial<Newcomer> = {}): Newcomer => ({
  email: `bob.${randomUUID()}@example.com`,
  name: 'Bob Example',
  password: `four words of ${randomUUID().slice(0, 8)}`,
  ...more,
});

export const signUp = (body: object): Promise<Answer> => anybody('POST', '/v1/auth/sign-up', { body });
export const verify = (token: string): Promise<Answer> => anybody('POST', '/v1/auth/verify', { body: { token } });
export const forgot = (email: string): Promise<Answer> =>
  anybody('POST', '/v1/auth/password/forgot', { body: { email } });
export const reset = (token: string, password: string): Promise<Answer> =>
  anybody('POST', '/v1/auth/password/reset', { body: { token, password } });

/** Who has the address. */
export const userIdOf = (email: string): Promise<string> =>
  eventually(`${email} is locked`, async () => {
    const lock = await itemIn('registrations', { pk: `EMAIL#${email}` });
    return lock?.userId as string | undefined;
  });

/** Somebody who signed up and followed her link, with the password that she chose, by the second link where the first day was slow. */
export async function aVerified(): Promise<Newcomer & { readonly userId: string }> {
  const newcomer = aNewcomer();
  await signUp(newcomer);
  await verify(await tokenMailed(newcomer.email, 'verify'));
  const userId = await userIdOf(newcomer.email);
  const profile = await itemIn('users', { userId });
  if (profile?.passwordSetAt === undefined)
    await reset(await tokenMailed(newcomer.email, 'reset-password'), newcomer.password);
  return { ...newcomer, userId };
}
