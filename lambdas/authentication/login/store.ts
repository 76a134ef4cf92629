import * as events from '../../../contracts/events/definitions.ts';
import { SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import type { RegistrationMethod } from '../../../contracts/registration.ts';
import { type Authorization, authorizationKey } from '../../domain/authorization/authorization.ts';
import { type EmailLock, emailLockKey } from '../../domain/registration/record.ts';
import { accountKey, type Failures, ipKey, minuteKey } from '../../domain/throttles/rules.ts';
import type { CountFailure } from '../../domain/throttles/store.ts';
import { batchGet, type DynamoDBDocumentClient } from '../../platform/aws/dynamo.ts';
import { type ConsumerJournal, journalEntry, type Operation } from '../../platform/events/journal.ts';
import { logger } from '../../platform/observability/logger.ts';
import { derivedId } from '../../platform/runtime.ts';

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

// A hundred failures in one minute are not caused by forgotten passwords.
const ALERT_AT = 100;

/** Such as 2026-11-22T10:00. */
const minuteOf = (at: Date): string => at.toISOString().slice(0, 16);

export interface CountingDependencies {
  readonly count: CountFailure;
  readonly journal: Pick<ConsumerJournal, 'add'>;
}

/** Counts a failed login for its account, its IP address and the minute. Returns the account's failures. */
export type CountFailedLogin = (source: LoginSource, operation: Operation) => Promise<Failures>;

export function countFailedLogin({ count, journal }: CountingDependencies): CountFailedLogin {
  /** At every hundredth failure, since the write at the first one may have failed. The derived id makes it one alert a minute. */
  async function raiseAlert(minute: string, failures: number, { at, correlationId, causationId }: Operation) {
    if (failures % ALERT_AT !== 0) return;
    const source = `failed-logins:${minute}`;
    const id = derivedId(`alert:${source}`);
    const operation: Operation = { id, correlationId, causationId, actor: { type: 'system', id: SYSTEM_ACTOR_ID }, at };
    const title = `${ALERT_AT} logins failed within a minute: this may be an attempt to guess passwords.`;
    await journal.add(
      operation,
      journalEntry(events.platformAlertRaisedV1, 'raised', { id, severity: 'critical', title, source }),
    );
    logger.warn('many logins failed', { minute, failures });
  }

  return async ({ username, ip }, operation) => {
    const { at } = operation;
    const minute = minuteOf(at);
    const [account, , all] = await Promise.all([
      count(accountKey(username), at),
      count(ipKey(ip), at),
      count(minuteKey(minute), at),
    ]);
    await raiseAlert(minute, all.failures, operation);
    return account;
  };
}
