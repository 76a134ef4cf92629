import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../contracts/events/index.ts';
import type { invitationCreatedV1 } from '../../../contracts/events/invitation-created.v1.ts';
import { userRegisteredV1 } from '../../../contracts/events/user-registered.v1.ts';
import { levelOf, logEvent } from '../../../lambdas/logging/log-event.ts';
import { aDelivery } from '../../support/events/builders.ts';

function recorder() {
  const lines: { level: string; message: string; fields: Readonly<Record<string, unknown>> | undefined }[] = [];
  const log =
    (level: string) =>
    (message: string, fields?: Readonly<Record<string, unknown>>): void => {
      lines.push({ level, message, fields });
    };
  return { lines, log: logEvent({ info: log('INFO'), warn: log('WARN') }) };
}

describe('logEvent', () => {
  it.each([
    ['RoleAssignmentAttempted', 'info'],
    ['RoleAssignmentSucceeded', 'info'],
    ['RoleAssignmentFailed', 'warn'],
    ['UserRollbackFailed', 'warn'],
    ['PlatformAlertRaised', 'warn'],
    ['UserRegistered', 'info'],
  ])('%s is of level %s', (type, level) => {
    expect(levelOf(type)).toBe(level);
  });

  it('writes one line with the ids of the event', async () => {
    const { lines, log } = recorder();

    await log(aDelivery(userRegisteredV1));

    expect(lines).toEqual([
      {
        level: 'INFO',
        message: 'UserRegistered',
        fields: {
          eventId: expect.any(String),
          version: 1,
          occurredAt: '2026-11-22T09:30:00.000Z',
          correlationId: 'cor-1',
          causationId: 'cause-1',
          actorId: expect.any(String),
          registrationId: userRegisteredV1.example.registrationId,
          userId: userRegisteredV1.example.userId,
        },
      },
    ]);
  });

  it.each(catalogue.map((event) => [event.type, event] as const))(
    'logs no address and no name of %s',
    async (_, event) => {
      const { lines, log } = recorder();

      await log(aDelivery(event as typeof invitationCreatedV1));

      expect(JSON.stringify(lines)).not.toMatch(/@|Ann/i);
    },
  );
});
