import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RegistrationMethod } from '../../../contracts/registration.ts';
import { type Authorization, authorizationKey } from '../../domain/authorization/authorization.ts';
import { type EmailLock, emailLockKey } from '../../domain/registration/record.ts';
import { accountKey, type Failures, ipKey } from '../../domain/throttles/rules.ts';

/** What a login asks of a user's item. */
export interface Profile {
  readonly userId: string;
  readonly method?: RegistrationMethod;
  readonly emailVerifiedAt?: string;
  readonly deletionStartedAt?: string;
}

export interface LoginTables {
  readonly throttles: string;
  readonly registrations: string;
  readonly access: string;
  readonly users: string;
}

/** What was sent: a userId, or an address in its canonical form. */
export interface Attempted {
  readonly username: string;
  readonly ip: string;
}

export interface Found {
  readonly userId: string | undefined;
  readonly account: Failures | undefined;
  readonly ip: Failures | undefined;
}

export interface LoginStore {
  /** Who that is, and how often it failed of late: one call. */
  find(attempted: Attempted): Promise<Found>;
  /** What she may, and what is known of her: one call. */
  accountStatus(userId: string): Promise<{ held: Authorization | undefined; profile: Profile | undefined }>;
}

type Key = Readonly<Record<string, string>>;
type Rows = Readonly<Record<string, readonly unknown[]>>;

const isAddress = (username: string): boolean => username.includes('@');

export function loginStore(client: DynamoDBDocumentClient, tables: LoginTables): LoginStore {
  async function read(keys: Readonly<Record<string, readonly Key[]>>): Promise<Rows> {
    const requests = Object.entries(keys).map(([table, Keys]) => [table, { Keys, ConsistentRead: true }] as const);
    const answer = await client.send(new BatchGetCommand({ RequestItems: Object.fromEntries(requests) as never }));
    // A hole would read as "never failed" or "is not disabled".
    if (Object.keys(answer.UnprocessedKeys ?? {}).length > 0) {
      throw Object.assign(new Error('not all was read'), { name: 'ProvisionedThroughputExceededException' });
    }
    return answer.Responses ?? {};
  }

  return {
    async find({ username, ip }) {
      const pks = [accountKey(username), ipKey(ip)];
      const rows = await read({
        [tables.throttles]: pks.map((pk) => ({ pk })),
        ...(isAddress(username) ? { [tables.registrations]: [emailLockKey(username)] } : {}),
      });
      const failures = (rows[tables.throttles] ?? []) as readonly Failures[];
      const [lock] = (rows[tables.registrations] ?? []) as readonly EmailLock[];
      const [account, ofIp] = pks.map((pk) => failures.find((item) => item.pk === pk));
      return { userId: isAddress(username) ? lock?.userId : username, account, ip: ofIp };
    },

    async accountStatus(userId) {
      const rows = await read({ [tables.access]: [authorizationKey(userId)], [tables.users]: [{ userId }] });
      return {
        held: rows[tables.access]?.[0] as Authorization | undefined,
        profile: rows[tables.users]?.[0] as Profile | undefined,
      };
    },
  };
}
