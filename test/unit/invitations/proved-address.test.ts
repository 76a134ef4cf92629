import { describe, expect, it } from 'vitest';
import { userRegisteredV1 } from '../../../contracts/events/user-registered.v1.ts';
import { userVerificationCompletedV1 } from '../../../contracts/events/user-verification-completed.v1.ts';
import { aDelivery } from '../../support/events/builders.ts';
import { anInvitedWorld, USER } from '../../support/invitations/world.ts';

describe('somebody who signed up with an address that was invited', () => {
  it('gets nothing until she has shown that the address is hers', async () => {
    const { accept, users, journal, stateNow } = await anInvitedWorld({ roles: ['reader'] });

    await accept(aDelivery(userRegisteredV1, { method: 'email' }));

    expect([...(users.get(USER) ?? [])]).toEqual(['user']);
    expect([stateNow(), journal]).toEqual(['pending', []]);
  });

  it('gets the roles with the link in her mail', async () => {
    const { accept, users, stateNow } = await anInvitedWorld({ roles: ['reader'] });

    await accept(aDelivery(userVerificationCompletedV1, { userId: USER }));

    expect([...(users.get(USER) ?? [])]).toEqual(['user', 'reader']);
    expect(stateNow()).toBe('accepted');
  });

  it('gets them at once when a provider vouches for the address', async () => {
    const { accept, stateNow } = await anInvitedWorld({ roles: ['reader'] });

    await accept(aDelivery(userRegisteredV1, { method: 'external' }));

    expect(stateNow()).toBe('accepted');
  });
});
