import {
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { errorNameOf } from '../../platform/errors.ts';

/** Sets a password for good, past all challenges; `refused`: it is not to the pool's policy. Throws the pool's other errors. */
export type SetPassword = (userId: string, password: string) => Promise<'set' | 'refused' | 'user_not_found'>;

const answers: Readonly<Record<string, 'refused' | 'user_not_found'>> = {
  InvalidPasswordException: 'refused',
  PasswordHistoryPolicyViolationException: 'refused',
  UserNotFoundException: 'user_not_found',
};

export function poolPassword(client: CognitoIdentityProviderClient, poolId: string): SetPassword {
  return async (userId, password) => {
    try {
      await client.send(
        new AdminSetUserPasswordCommand({
          UserPoolId: poolId,
          Username: userId,
          Password: password,
          Permanent: true,
        }),
      );
      return 'set';
    } catch (error) {
      const answer = answers[errorNameOf(error)];
      if (answer === undefined) throw error;
      return answer;
    }
  };
}
