import { describe, expect, it } from 'vitest';
import { auditEntry } from '../../../contracts/api/audit.ts';
import { catalogue } from '../../../contracts/events/index.ts';
import { roleAssignmentSucceededV1 } from '../../../contracts/events/role-assignment-succeeded.v1.ts';
import { userRegisteredV1 } from '../../../contracts/events/user-registered.v1.ts';
import { userRegistrationFailedV1 } from '../../../contracts/events/user-registration-failed.v1.ts';
import { actionOf, entryOf, targetOf } from '../../../lambdas/audit/rules.ts';
import { recordEntry } from '../../../lambdas/audit/store.ts';
import { parse } from '../../../lambdas/platform/parse.ts';
import { fakeTrail } from '../../support/audit/fake-trail.ts';
import { aDelivery, EVENT_ID } from '../../support/events/builders.ts';

const ADMIN = '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';

describe('recordEntry', () => {
  it('keeps one entry of an event that is delivered twice', async () => {
    const { append, rows } = fakeTrail();
    const record = recordEntry(append);

    await record(aDelivery(userRegisteredV1));
    await record(aDelivery(userRegisteredV1, { name: 'A user else' }));

    expect([...rows.values()]).toMatchObject([{ eventId: EVENT_ID, details: { name: 'Ann' } }]);
  });

  it('throws when the store fails, so that the queue delivers the event again', async () => {
    const record = recordEntry(() => Promise.reject(new Error('store is down')));

    await expect(record(aDelivery(userRegisteredV1))).rejects.toThrow();
  });

  it('records every event of the catalogue', () => {
    for (const event of catalogue) {
      const entry = entryOf(aDelivery(event as typeof userRegisteredV1));
      expect(parse(auditEntry, entry)).toMatchObject({ ok: true });
      expect(entry.targetType, event.type).not.toBe('event');
    }
  });

  it('records an event that it does not know', () => {
    const delivery = { ...aDelivery(userRegisteredV1), type: 'OrganizationWipedOut' };

    expect(entryOf(delivery)).toMatchObject({
      action: 'ORGANIZATION_WIPED_OUT',
      targetType: 'event',
      targetId: EVENT_ID,
    });
  });

  it('records actor, IP address, user agent and correlation id', () => {
    const actor = { type: 'user', id: ADMIN, ip: '203.0.113.7', userAgent: 'curl/8' } as const;

    expect(entryOf(aDelivery(userRegisteredV1, {}, { actor }))).toMatchObject({
      actorId: ADMIN,
      ip: '203.0.113.7',
      userAgent: 'curl/8',
      correlationId: 'cor-1',
    });
  });

  it('truncates values beyond their limits', () => {
    const actor = { type: 'user', id: ADMIN, ip: '1'.repeat(60), userAgent: 'u'.repeat(600) } as const;

    const entry = entryOf(aDelivery(userRegisteredV1, {}, { actor }));

    expect(entry.ip).toHaveLength(45);
    expect(entry.userAgent).toHaveLength(500);
  });

  it('writes times with milliseconds, so that they sort as text', () => {
    const entry = entryOf(aDelivery(userRegisteredV1, {}, { occurredAt: '2026-11-22T09:30:00Z' }));

    expect(entry.occurredAt).toBe('2026-11-22T09:30:00.000Z');
  });
});

describe('actionOf', () => {
  it.each([
    ['UserRegistered', 'USER_REGISTERED'],
    ['RoleAssignmentAttempted', 'ROLE_ASSIGNMENT_ATTEMPTED'],
    ['RoleAssignmentSucceeded', 'ROLE_ASSIGNED'],
    ['RoleAssignmentFailed', 'ROLE_ASSIGNMENT_FAILED'],
    ['RoleRevocationSucceeded', 'ROLE_REVOKED'],
  ])('of %s is %s', (type, action) => {
    expect(actionOf(type)).toBe(action);
  });
});

describe('targetOf', () => {
  it('is the user as soon as there is one', () => {
    const { userId } = roleAssignmentSucceededV1.example;

    expect(targetOf(aDelivery(roleAssignmentSucceededV1))).toEqual({ targetType: 'user', targetId: userId });
    expect(targetOf(aDelivery(userRegisteredV1))).toEqual({ targetType: 'user', targetId: userId });
  });

  it('is the registration for events of the registration’s course', () => {
    const { registrationId } = userRegistrationFailedV1.example;

    expect(targetOf(aDelivery(userRegistrationFailedV1))).toEqual({
      targetType: 'registration',
      targetId: registrationId,
    });
  });
});
