import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RegistrationMethod } from '../../../contracts/registration.ts';
import { type Authorization, authorizationKey } from '../../domain/authorization/authorization.ts';
import { type EmailLock, emailLockKey } from '../../domain/registration/record.ts';
import { accountKey, type Failures, ipKey } from '../../domain/throttles/rules.ts';
import { batchGet } from '../../platform/aws/dynamo.ts';

/** The attributes of a user's item that a login reads. */
export interface LoginProfile {
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

/** The sender of a login. The username is a userId, or an address in its canonical form. */
export interface LoginSource {
  readonly username: string;
  readonly ip: string;
}

/** The user of a username, and the recent failures of the username and of the IP address. */
export interface LoginLookup {
  readonly userId: string | undefined;
  readonly account: Failures | undefined;
  readonly ip: Failures | undefined;
}

export interface LoginStore {
  /** One call. */
  lookUp(source: LoginSource): Promise<LoginLookup>;
  /** One call. */
  accountStatus(
    userId: string,
  ): Promise<{ readonly authorization: Authorization | undefined; readonly profile: LoginProfile | undefined }>;
}

const isAddress = (username: string): boolean => username.includes('@');

export function loginStore(client: DynamoDBDocumentClient, tables: LoginTables): LoginStore {
  return {
    async lookUp({ username, ip }) {
      const keys = [{ pk: accountKey(username) }, { pk: ipKey(ip) }];
      const items = await batchGet(client, {
        [tables.throttles]: keys,
        ...(isAddress(username) ? { [tables.registrations]: [emailLockKey(username)] } : {}),
      });
      const failures = (items[tables.throttles] ?? []) as unknown as readonly Failures[];
      const [lock] = (items[tables.registrations] ?? []) as unknown as readonly EmailLock[];
      const [account, ofIp] = keys.map(({ pk }) => failures.find((item) => item.pk === pk));
      return { userId: isAddress(username) ? lock?.userId : username, account, ip: ofIp };
    },

    async accountStatus(userId) {
      const items = await batchGet(client, {
        [tables.access]: [authorizationKey(userId)],
        [tables.users]: [{ userId }],
      });
      return {
        authorization: items[tables.access]?.[0] as Authorization | undefined,
        profile: items[tables.users]?.[0] as LoginProfile | undefined,
      };
    },
  };
}
