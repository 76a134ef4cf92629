import { eventually } from '../eventually.ts';
import { type Api, apiAs } from './api.ts';
import { type SignedIn, signIn } from './sign-in.ts';

/** Signs in once more. A token's time is in whole seconds: one of the second of the sign-out is refused. */
export const signInAgain = ({ account, password }: SignedIn): Promise<Api> =>
  eventually(`${account.email} signs in again`, async () => {
    const api = apiAs((await signIn({ username: account.email, password })).accessToken);
    const { status } = await api('GET', '/v1/me/permissions');
    return status === 200 ? api : undefined;
  });
