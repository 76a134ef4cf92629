import { describe, expect, it } from 'vitest';
import { userRegisteredV1 } from '../../../contracts/events/user-registered.v1.ts';
import { userVerificationCompletedV1 } from '../../../contracts/events/user-verification-completed.v1.ts';
import { aDelivery } from '../../support/events/builders.ts';
import { anInvitedWorld, USER } from '../../support/invitations/world.ts';

describe('acceptInvitation for a user who signed up', () => {
  it('assigns nothing before the address is verified', async () => {
    const { accept, users, journal, stateNow } = await anInvitedWorld({ roles: ['reader'] });

    await accept(aDelivery(userRegisteredV1, { method: 'email' }));

    expect([...(users.get(USER) ?? [])]).toEqual(['user']);
    expect(stateNow()).toBe('pending');
    expect(journal).toEqual([]);
  });

  it('assigns the roles once the address is verified', async () => {
    const { accept, users, stateNow } = await anInvitedWorld({ roles: ['reader'] });

    await accept(aDelivery(userVerificationCompletedV1, { userId: USER }));

    expect([...(users.get(USER) ?? [])]).toEqual(['user', 'reader']);
    expect(stateNow()).toBe('accepted');
  });

  it('assigns the roles at once when an identity provider verified the address', async () => {
    const { accept, stateNow } = await anInvitedWorld({ roles: ['reader'] });

    await accept(aDelivery(userRegisteredV1, { method: 'external' }));

    expect(stateNow()).toBe('accepted');
  });
});
