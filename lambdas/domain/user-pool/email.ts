import {
  AdminUpdateUserAttributesCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { errorNameOf } from '../../platform/errors.ts';

/** Marks a user's address as verified, which may be repeated. Throws the pool's other errors. */
export type ConfirmEmail = (userId: string) => Promise<'confirmed' | 'user_not_found'>;

export function poolEmail(client: CognitoIdentityProviderClient, poolId: string): ConfirmEmail {
  return async (userId) => {
    try {
      await client.send(
        new AdminUpdateUserAttributesCommand({
          UserPoolId: poolId,
          Username: userId,
          UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
        }),
      );
      return 'confirmed';
    } catch (error) {
      if (errorNameOf(error) === 'UserNotFoundException') return 'user_not_found';
      throw error;
    }
  };
}
