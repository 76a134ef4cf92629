import { AdminEnableUserCommand, type CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { errorNameOf } from '../../platform/errors.ts';
import { type SignOut, signOutOf } from './sign-out.ts';
import { type UserPool, userPool } from './user-pool.ts';

/** The pool as this capability needs it; errors are thrown as the SDK threw them. */
export interface AccountPool extends Pick<UserPool, 'exists' | 'remove' | 'disable'> {
  /** False when the pool has no such user. */
  enable(userId: string): Promise<boolean>;
  readonly signOut: SignOut;
}

export function accountPool(client: CognitoIdentityProviderClient, poolId: string): AccountPool {
  const named = (userId: string) => ({ UserPoolId: poolId, Username: userId });

  async function found(call: Promise<unknown>): Promise<boolean> {
    try {
      await call;
      return true;
    } catch (error) {
      if (errorNameOf(error) === 'UserNotFoundException') return false;
      throw error;
    }
  }

  return {
    ...userPool(client, poolId),
    enable: (userId) => found(client.send(new AdminEnableUserCommand(named(userId)))),
    signOut: signOutOf(client, poolId),
  };
}
