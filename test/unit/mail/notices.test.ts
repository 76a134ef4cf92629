import { describe, expect, it } from 'vitest';
import { platformAlertRaisedV1 } from '../../../contracts/events/platform-alert-raised.v1.ts';
import { roleAssignmentDeferredV1 } from '../../../contracts/events/role-assignment-deferred.v1.ts';
import { userRollbackFailedV1 } from '../../../contracts/events/user-rollback-failed.v1.ts';
import { aDelivery } from '../../support/events/builders.ts';
import { aMailer } from '../../support/mail/a-mailer.ts';

describe('mails to the operators', () => {
  it.each([
    { type: 'RoleAssignmentDeferred', event: roleAssignmentDeferredV1, subject: 'Roles are pending' },
    { type: 'UserRollbackFailed', event: userRollbackFailedV1, subject: 'Manual cleanup required' },
  ])('are sent for $type with the subject "$subject"', async ({ event, subject }) => {
    const { send, sent } = aMailer();

    await send(aDelivery(event as typeof roleAssignmentDeferredV1));

    expect(sent).toMatchObject([{ to: 'operators@example.com', subject: expect.stringContaining(subject) }]);
  });

  it.each([
    ['critical', 'roles-pending:reg-1', ['Alert: The roles of user u are pending.']],
    ['critical', 'rollback-failed:reg-1', []],
    ['warning', 'roles-refused:reg-1', []],
  ] as const)('for a %s alert of %s are %j', async (severity, source, subjects) => {
    const { send, sent } = aMailer();
    const title = 'The roles of user u are pending.';

    await send(aDelivery(platformAlertRaisedV1, { ...platformAlertRaisedV1.example, severity, source, title }));

    expect(sent.map(({ subject }) => subject)).toEqual(subjects);
  });
});
