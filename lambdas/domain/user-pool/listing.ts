import {
  type CognitoIdentityProviderClient,
  ListUsersCommand,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider';
import { REGISTRATION_ATTRIBUTE } from '../../../contracts/registration.ts';
import { errorNameOf } from '../../platform/errors.ts';
import type { Pacer } from '../../platform/pacer.ts';
import { type UserPool, userPool } from './user-pool.ts';

export interface PoolUser {
  readonly username: string;
  readonly sub: string;
  /** The registration that made her, as she was marked. */
  readonly registrationId?: string | undefined;
  readonly createdAt: string;
}

export interface PoolPage {
  readonly users: readonly PoolUser[];
  readonly next?: string | undefined;
}

/** The pool as a reconciliation needs it, each call at its pace. */
export interface ReconciledPool extends Pick<UserPool, 'exists' | 'remove'> {
  /** 60 users; `outdated` when the pool does not take the page's token any more. */
  list(token?: string): Promise<PoolPage | 'outdated'>;
}

/** Cognito's most. */
const PAGE = 60;

function attribute({ Attributes = [] }: UserType, name: string): string | undefined {
  return Attributes.find(({ Name }) => Name === name)?.Value;
}

const toPoolUser = (user: UserType): PoolUser => ({
  username: user.Username ?? '',
  sub: attribute(user, 'sub') ?? '',
  registrationId: attribute(user, `custom:${REGISTRATION_ATTRIBUTE}`),
  createdAt: (user.UserCreateDate ?? new Date(0)).toISOString(),
});

/** `reads` paces what counts against UserRead, `removals` what counts against UserUpdate. */
export function reconciledPool(
  client: CognitoIdentityProviderClient,
  poolId: string,
  { reads, removals }: { readonly reads: Pacer; readonly removals: Pacer },
): ReconciledPool {
  const pool = userPool(client, poolId);

  async function list(token?: string): Promise<PoolPage | 'outdated'> {
    await reads();
    // Without AttributesToGet: it answers an error when a user has no value for a custom attribute.
    const command = new ListUsersCommand({ UserPoolId: poolId, Limit: PAGE, PaginationToken: token });
    try {
      const { Users = [], PaginationToken: next } = await client.send(command);
      return { users: Users.map(toPoolUser), next };
    } catch (error) {
      if (token !== undefined && errorNameOf(error) === 'InvalidParameterException') return 'outdated';
      throw error;
    }
  }

  return {
    list,
    exists: async (userId) => {
      await reads();
      return pool.exists(userId);
    },
    remove: async (userId) => {
      await removals();
      await pool.remove(userId);
    },
  };
}
