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
    'a user whose roles are deferred',
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
  ['roles that are deferred again', [deferred], [{ metric: 'RolesDeferred', value: 1 }]],
  ['a resumed rollback', [rolledBackEntry(registration, failure)], [{ metric: 'Rollbacks', value: 1 }]],
  ['deferred roles that are granted', [roleSucceeded(registration, 'user')], []],
  ['a step before the end', [...createdEntries(registration)], []],
  ['an alert', [alertEntry(registration, 'roles-pending', 'critical', 'title')], []],
];

describe('measurementsOf', () => {
  it.each(writes)('returns the metrics of %s', (_, entries, expected) => {
    expect(measurementsOf(entries)).toEqual(expected);
  });
});

const tables = { registrations: 'registrations', journal: 'journal' };

describe('registrationStore', () => {
  it.each([
    ['created', 'rolling_back'],
    ['registered', undefined],
  ] as const)('setState for a rollback in state %s returns a record in state %s', async (state, expected) => {
    const dynamo = new InMemoryDynamo();
    dynamo.put('registrations', { pk: 'REGISTRATION#reg-1', state, steps: [] });
    const store = registrationStore(dynamo.client, tables);

    const record = await store.setState({ registrationId: 'reg-1', state: 'rolling_back', at: NOW });

    expect(record?.state).toBe(expected);
    expect(await store.find('reg-1')).toMatchObject({ state: expected ?? state });
  });

  it('measures a transition once when it is repeated', async () => {
    const dynamo = new InMemoryDynamo();
    const measured: unknown[] = [];
    const store = registrationStore(dynamo.client, tables, (...measurements) => void measured.push(...measurements));
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

    expect(await register()).toBeUndefined();
    expect(await register()).toMatchObject({ index: 0 });
    expect(measured).toEqual([ended('registered')]);
  });
});
