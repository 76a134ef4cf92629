import { beforeAll, describe, expect, it } from 'vitest';
import { deadLetterQueue } from '../../local/commands/dlq/queues.ts';
import { replay } from '../../local/commands/dlq/replay.ts';
import { problemOf } from '../support/deployed/api.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { deadLettersAbout } from '../support/deployed/dead-letters.ts';
import { error, inject, lostAnswer } from '../support/deployed/inject-fault.ts';
import { hastenRedelivery } from '../support/deployed/queues.ts';
import { planRegistration, registerToTheEnd } from '../support/deployed/registration.ts';
import { newRole } from '../support/deployed/roles.ts';
import { newUser } from '../support/deployed/sign-in.ts';
import { clients, outputs } from '../support/deployed/system.ts';
import { eventually, eventuallyHolds } from '../support/eventually.ts';

const eventFor = (userId: string) => ({
  service: 'dynamodb',
  operation: 'PutItem',
  including: [outputs.tables.journal ?? '', 'AuthorizationCacheInvalidated', userId],
});

const actionsAbout = async (userId: string, action: string) =>
  (await entriesAbout(userId)).filter((entry) => entry.action === action);

const INVALIDATED = 'AUTHORIZATION_CACHE_INVALIDATED';

beforeAll(() => hastenRedelivery('cache'));

describe('the invalidation of decisions', () => {
  it('that cannot be published leaves the role assigned, and a replay publishes it once', async () => {
    const plan = await planRegistration({ roles: ['readonly'] });
    const outage = await inject({ ...eventFor(plan.userId), effect: error('InternalServerError') });

    expect((await registerToTheEnd(plan)).status).toBe(201);

    const [message] = await eventually('the message reaches the dead-letter queue', async () => {
      const messages = await deadLettersAbout('cache', plan.userId);
      return messages.length > 0 ? messages : undefined;
    });
    expect(message).toMatchObject({ type: 'RoleAssignmentSucceeded' });
    expect(await actionsAbout(plan.userId, 'ROLE_ASSIGNED')).toHaveLength(1);
    expect(await actionsAbout(plan.userId, INVALIDATED)).toEqual([]);

    await outage.heal();
    await replay({ clients, outputs }, deadLetterQueue(outputs, 'cacheDlq'), 1_000);

    await eventuallyHolds('the invalidation is published', async () => {
      expect(await actionsAbout(plan.userId, INVALIDATED)).toHaveLength(1);
    });
  });

  it('is published once when the answer to its write is lost', async () => {
    const plan = await planRegistration();
    const lost = await inject({ ...eventFor(plan.userId), hits: { first: 1 }, effect: lostAnswer });

    expect((await registerToTheEnd(plan)).status).toBe(201);

    await eventuallyHolds('the invalidation is published', async () => {
      expect(await lost.count()).toMatchObject({ hit: 1 });
      expect(await actionsAbout(plan.userId, INVALIDATED)).toHaveLength(1);
    });
    expect(await deadLettersAbout('cache', plan.userId)).toEqual([]);
  });
});

describe('the authorizer', () => {
  it.each(['GetItem', 'BatchGetItem'])(
    'refuses requests while %s does not answer, and authenticates as soon as it does',
    async (operation) => {
      const role = await newRole('users:read');
      const { api, userId } = await newUser(role);
      const what = operation === 'GetItem' ? `USER#${userId}` : `ROLE#${role}`;
      const outage = await inject({
        service: 'dynamodb',
        operation,
        including: [what],
        effect: error('InternalServerError'),
      });

      const refused = await api('GET', '/v1/users');
      await outage.heal();
      const answered = await api('GET', '/v1/users');

      expect(refused.status).toBe(503);
      expect(problemOf(refused)).toBe('unavailable');
      expect(answered.status).toBe(200);
    },
  );

  it('does not use a cached decision while its version cannot be read', async () => {
    const { api, userId } = await newUser('readonly');
    expect((await api('GET', '/v1/users')).status).toBe(200);
    await inject({
      service: 'dynamodb',
      operation: 'GetItem',
      including: [`USER#${userId}`],
      effect: error('InternalServerError'),
    });

    expect((await api('GET', '/v1/users')).status).toBe(503);
  });
});
