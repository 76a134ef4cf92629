import { describe, expect, it } from 'vitest';
import { userDeletedV1 } from '../../../contracts/events/user-deleted.v1.ts';
import { userRegisteredV1 } from '../../../contracts/events/user-registered.v1.ts';
import { requestVerification } from '../../../lambdas/sign-up/sign-up.ts';
import { LinkWorld } from '../../support/accounts/link-world.ts';
import { aDelivery, EVENT_ID } from '../../support/events/builders.ts';

describe('the mail to who signed up', () => {
  it('is asked for once, however often the registration is delivered', async () => {
    const world = new LinkWorld();
    const consume = requestVerification(world.issue, world.clock);
    const event = aDelivery(userRegisteredV1, { method: 'email' });

    await Promise.all([consume(event), consume(event)]);
    world.after(60_000);
    await consume(event);

    expect(world.rows.map(({ type }) => type)).toEqual(['UserVerificationRequested']);
    expect(world.rows[0]?.detail.metadata).toMatchObject({ causationId: EVENT_ID, correlationId: 'cor-1' });
    expect(world.links).toMatchObject([{ purpose: 'verification', userId: userRegisteredV1.example.userId }]);
  });

  it.each([
    ['who was registered by an admin', aDelivery(userRegisteredV1)],
    ['whom a provider vouches for', aDelivery(userRegisteredV1, { method: 'external' })],
    ['another event', aDelivery(userDeletedV1)],
  ])('is not asked for of %s', async (_, event) => {
    const world = new LinkWorld();
    await requestVerification(world.issue, world.clock)(event);
    expect(world.rows).toEqual([]);
    expect(world.links).toEqual([]);
  });
});
