import {
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { errorNameOf } from '../../platform/errors.ts';

/** Ends every session in the pool: refresh tokens stop working. Done when there is no such user. */
export type SignOut = (userId: string) => Promise<void>;

export function signOutOf(client: CognitoIdentityProviderClient, poolId: string): SignOut {
  return async (userId) => {
    try {
      await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId: poolId, Username: userId }));
    } catch (error) {
      if (errorNameOf(error) !== 'UserNotFoundException') throw error;
    }
  };
}
