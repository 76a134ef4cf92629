import { eventually } from '../eventually.ts';
import { type Api, apiAs } from './api.ts';
import { type SignedIn, signIn } from './sign-in.ts';

/** She signs in once more. A token tells in whole seconds when that was: one of the second in which she was signed out does not count. */
export const signInAgain = ({ account, password }: SignedIn): Promise<Api> =>
  eventually(`${account.email} signs in again`, async () => {
    const api = apiAs((await signIn({ username: account.email, password })).accessToken);
    const { status } = await api('GET', '/v1/me/permissions');
    return status === 200 ? api : undefined;
  });
