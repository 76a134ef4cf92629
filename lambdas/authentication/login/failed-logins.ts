import { platformAlertRaisedV1 } from '../../../contracts/events/platform-alert-raised.v1.ts';
import { SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import { accountKey, type Failures, ipKey, minuteKey } from '../../domain/throttles/rules.ts';
import type { CountFailure } from '../../domain/throttles/store.ts';
import { type ConsumerJournal, journalEntry, type Operation } from '../../platform/events/journal.ts';
import { logger } from '../../platform/observability/logger.ts';
import { derivedId } from '../../platform/runtime.ts';
import type { LoginSource } from './store.ts';

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
      journalEntry(platformAlertRaisedV1, 'raised', { id, severity: 'critical', title, source }),
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
