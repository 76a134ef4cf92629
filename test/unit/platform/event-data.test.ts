import { describe, expect, it } from 'vitest';
import { userRegisteredV1 } from '../../../contracts/events/user-registered.v1.ts';
import { eventData } from '../../../lambdas/platform/events/consumer.ts';
import { aDelivery } from '../../support/events/builders.ts';

describe('an event’s data', () => {
  it('is read although a newer publisher added a field', () => {
    const delivery = aDelivery(userRegisteredV1);

    const data = eventData(userRegisteredV1, { ...delivery, data: { ...delivery.data, shoeSize: 38 } });

    expect(data).toEqual(userRegisteredV1.example);
  });

  it('is read although a request with this name is no longer permitted', () => {
    const name = 'n'.repeat(300);

    expect(eventData(userRegisteredV1, aDelivery(userRegisteredV1, { name })).name).toBe(name);
  });

  it('throws when the data violates the contract', () => {
    expect(() => eventData(userRegisteredV1, aDelivery(userRegisteredV1, { userId: 'not-a-uuid' }))).toThrow();
  });
});
