import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../contracts/registration.ts';
import type { JournalEntry } from '../../../lambdas/platform/events/journal.ts';
import {
  alertEntry,
  createdEntries,
  deferredEntry,
  failedEntry,
  registeredEntry,
  roleSucceeded,
  rollbackFailedEntry,
  rolledBackEntry,
} from '../../../lambdas/registration/events.ts';
import { measurementsOf, registrationStore } from '../../../lambdas/registration/store.ts';
import { aReservation, NOW } from '../../support/registration/builders.ts';
import { InMemoryDynamo } from '../../support/simulation/dynamo/client.ts';

const registration = aReservation();
const failure: Failure = { type: 'unexpected_exception', message: 'no' };
const ended = (outcome: string) => ({ metric: 'Registrations', value: 1, dimensions: { outcome } });
const deferred = deferredEntry(registration, 503, 1, NOW.toISOString());

const writes: readonly [string, readonly JournalEntry[], readonly object[]][] = [
  [
    'an active user',
    [roleSucceeded(registration, 'user'), registeredEntry(registration, 'active')],
    [ended('registered')],
  ],
  [
    'a user without her roles',
    [deferred, registeredEntry(registration, 'roles_pending')],
    [ended('roles_pending'), { metric: 'RolesDeferred', value: 1 }],
  ],
  ['a refusal', [failedEntry(registration, failure, true)], [ended('failed')]],
  [
    'a rollback',
    [rolledBackEntry(registration, failure), failedEntry(registration, failure, true, registration.userId)],
    [ended('rolled_back'), { metric: 'Rollbacks', value: 1 }],
  ],
  [
    'a failed rollback',
    [rollbackFailedEntry(registration, failure, failure), failedEntry(registration, failure, false)],
    [ended('rollback_failed')],
  ],
  ['roles put off again', [deferred], [{ metric: 'RolesDeferred', value: 1 }]],
  ['a rollback that was resumed', [rolledBackEntry(registration, failure)], [{ metric: 'Rollbacks', value: 1 }]],
  ['roles that came later', [roleSucceeded(registration, 'user')], []],
  ['a step on the way', [...createdEntries(registration)], []],
  ['an alert', [alertEntry(registration, 'roles-pending', 'critical', 'title')], []],
];

describe('what a write says to the metrics', () => {
  it.each(writes)('of %s', (_, entries, expected) => {
    expect(measurementsOf(entries)).toEqual(expected);
  });

  it('is said once, however often the step is repeated', async () => {
    const dynamo = new InMemoryDynamo();
    const told: unknown[] = [];
    const tables = { registrations: 'registrations', journal: 'journal' };
    const store = registrationStore(dynamo.client, tables, (...measured) => void told.push(...measured));
    dynamo.put('registrations', { pk: 'REGISTRATION#reg-1', state: 'created', steps: [] });
    const operation = {
      id: 'reg-1',
      correlationId: 'cor-1',
      causationId: 'c',
      actor: { type: 'system', id: registration.requestedBy },
      at: NOW,
    } as const;
    const register = () =>
      store.transition({ registrationId: 'reg-1', state: 'registered', at: NOW }, [], operation, [
        registeredEntry(registration, 'active'),
      ]);

    const conflicts = [await register(), await register()];

    expect(conflicts).toEqual([undefined, expect.objectContaining({ index: 0 })]);
    expect(told).toEqual([ended('registered')]);
  });
});
