import type { User } from '../../contracts/api/users.ts';

/** A user's item, key userId, without her roles, which stand in the access table; the registration
 * writes it, this capability changes and deletes it. */
export interface Account extends Omit<User, 'roles'> {
  /** contracts/internal/tables.ts, LISTING. */
  readonly listing: string;
  /** What `status` was before `disabled`, and will be again. */
  readonly statusBeforeDisabled?: Exclude<User['status'], 'disabled'>;
  /** `<authType>#<externalId>` of providers' identities that stand for her. */
  readonly externalIdentities?: ReadonlySet<string>;
  /** Set when the grants are gone and the rest is about to go: only a DELETE goes on from here. */
  readonly deletionStartedAt?: string;
}

/** The item as the API shows it, with the roles that are in force. */
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
