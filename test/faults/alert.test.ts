import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import { eventIdOf, userIdOf } from '../../lambdas/platform/runtime.ts';
import { newAccount } from '../support/deployed/accounts.ts';
import { listenToBus } from '../support/deployed/bus.ts';
import { error, inject, poolCall, transaction } from '../support/deployed/inject-fault.ts';
import { noticesAbout } from '../support/deployed/mailbox.ts';
import { executionOf, startByHand } from '../support/deployed/manual-execution.ts';
import { eventually } from '../support/eventually.ts';

it('the workflow publishes an alert when not even the failed rollback can be recorded', async () => {
  const registrationId = randomUUID();
  const userId = userIdOf(registrationId);
  const account = newAccount();
  await inject({ ...poolCall('AdminGetUser', userId), effect: error('InvalidParameterException') });
  await inject({ ...poolCall('AdminDeleteUser', userId), effect: error('InternalErrorException') });
  await inject({ ...transaction(userId, 'UserRollbackFailed'), effect: error('InternalServerError') });
  const bus = await listenToBus();

  await startByHand({ ...account, requestedBy: SYSTEM_ACTOR_ID }, registrationId);

  const execution = await executionOf(registrationId);
  expect(execution).toMatchObject({ status: 'FAILED', error: 'RollbackFailed' });
  expect(execution.cause).toMatch(/Manual cleanup required/);
  const isCall = ({ type }: { type: string }) => type === 'UserRollbackFailed';
  const events = await bus.until('the alert arrives', registrationId, (received) => received.some(isCall));
  expect(events.find(isCall)).toEqual({
    type: 'UserRollbackFailed',
    metadata: expect.objectContaining({
      eventId: eventIdOf(registrationId, 'rollback-failed'),
      correlationId: registrationId,
      actor: { type: 'system', id: SYSTEM_ACTOR_ID },
    }),
    data: {
      registrationId,
      userId,
      email: account.email,
      cause: { type: 'identity_provider_error', message: expect.stringContaining('InvalidParameterException') },
      rollbackError: expect.objectContaining({ type: 'unexpected_exception' }),
      manualCleanupRequired: true,
    },
  });
  await eventually('the operators get a notice', async () => (await noticesAbout(registrationId))[0]);
});
