import type { RegistrationMethod } from '../../contracts/registration.ts';
import { type DynamoDBDocumentClient, GetCommand } from '../platform/aws/dynamo.ts';

/** The attributes of a user's item that passwords and links need. */
export interface Profile {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  /** Missing in items from before users could register themselves. */
  readonly method?: RegistrationMethod;
  /** When the address was verified; missing for a user who has only signed up. */
  readonly emailVerifiedAt?: string;
  /** When the password was last set; older links for a new password are void. */
  readonly passwordSetAt?: string;
  readonly deletionStartedAt?: string;
}

/**
 * Roles and groups are assigned neither while the user's registration may still be rolled back, which removes no grant
 * but its own, nor while the user is being deleted. A condition on the user's item.
 */
export const MAY_BE_GIVEN_MORE =
  'attribute_exists(userId) AND attribute_not_exists(deletionStartedAt) AND attribute_not_exists(registering)';

/** The same condition for an item that was read. */
export const mayBeGivenMore = (item: Readonly<Record<string, unknown>> | undefined): boolean =>
  item !== undefined && item.deletionStartedAt === undefined && item.registering === undefined;

/** `isVerified` as a condition on the user's item; `#method` is the attribute's name, `:admin` is `admin`. */
export const IS_VERIFIED = '(attribute_exists(emailVerifiedAt) OR attribute_not_exists(#method) OR #method = :admin)';

/** Strongly consistent; undefined for a user who does not exist, or is being deleted. */
export type FindProfile = (userId: string) => Promise<Profile | undefined>;

export function findProfile(client: DynamoDBDocumentClient, table: string): FindProfile {
  return async (userId) => {
    const answer = await client.send(new GetCommand({ TableName: table, Key: { userId }, ConsistentRead: true }));
    const profile = answer.Item as Profile | undefined;
    return profile?.deletionStartedAt === undefined ? profile : undefined;
  };
}
