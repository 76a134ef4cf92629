import type { User } from '../../contracts/api/users.ts';

/** A user's profile item, key userId. The registration creates it, this capability changes and deletes it; the roles
 * are in the access table. */
export interface Account extends Omit<User, 'roles'> {
  /** contracts/internal/tables.ts, LISTING. */
  readonly listing: string;
  /** The status before `disabled`, which enabling restores. */
  readonly statusBeforeDisabled?: Exclude<User['status'], 'disabled'>;
  /** `<authType>#<externalId>` of the user's external identities. */
  readonly externalIdentities?: ReadonlySet<string>;
  /** Set once the grants are deleted and the rest is about to be: only another DELETE is accepted from then on. */
  readonly deletionStartedAt?: string;
}

/** The user as the API returns it, with the roles in force. */
export const toUser = (account: Account, roles: Iterable<string>): User => ({
  userId: account.userId,
  email: account.email,
  name: account.name,
  organisation: account.organisation,
  roles: [...roles].sort(),
  status: account.status,
  registrationId: account.registrationId,
  createdAt: account.createdAt,
});
