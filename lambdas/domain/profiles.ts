import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { RegistrationMethod } from '../../contracts/registration.ts';

/** What passwords and links need of a user's item. */
export interface Profile {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  /** Missing in items of before there were others than admins. */
  readonly method?: RegistrationMethod;
  /** Since when the address is known to be hers; missing while she has only signed up. */
  readonly emailVerifiedAt?: string;
  /** When a password of hers was last set; links for a new one from before are void. */
  readonly passwordSetAt?: string;
  readonly deletionStartedAt?: string;
}

/**
 * Roles and groups are given to who is there to stay: not while her registration may still be rolled back, which
 * removes no grant but its own, and not while she is being deleted. A condition on her item.
 */
export const MAY_BE_GIVEN_MORE =
  'attribute_exists(userId) AND attribute_not_exists(deletionStartedAt) AND attribute_not_exists(registering)';

/** The same of the item as it was read. */
export const mayBeGivenMore = (item: Readonly<Record<string, unknown>> | undefined): boolean =>
  item !== undefined && item.deletionStartedAt === undefined && item.registering === undefined;

/** `isVerified` as a condition on the user's item; `#method` is the attribute's name, `:admin` is `admin`. */
export const IS_VERIFIED = '(attribute_exists(emailVerifiedAt) OR attribute_not_exists(#method) OR #method = :admin)';

/** Strong; undefined for who is not there, or is being deleted. */
export type FindProfile = (userId: string) => Promise<Profile | undefined>;

export function findProfile(client: DynamoDBDocumentClient, table: string): FindProfile {
  return async (userId) => {
    const answer = await client.send(new GetCommand({ TableName: table, Key: { userId }, ConsistentRead: true }));
    const profile = answer.Item as Profile | undefined;
    return profile?.deletionStartedAt === undefined ? profile : undefined;
  };
}
