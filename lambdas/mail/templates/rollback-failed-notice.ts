import type { MailContent } from '../layout.ts';
import type { MailedData } from '../rules.ts';

export const rollbackFailedNotice = (failed: MailedData<'UserRollbackFailed'>): MailContent => ({
  subject: `Manual cleanup required: registration ${failed.registrationId}`,
  heading: 'A rollback failed',
  paragraphs: [
    'A registration failed, and undoing it failed too. A user without roles may be left in the pool.',
    'Resume the registration once the cause is mended (POST /v1/registrations/{registrationId}/resume), or clean up by hand.',
  ],
  facts: [
    ['Registration', failed.registrationId],
    ...(failed.userId ? ([['User', failed.userId]] as const) : []),
    ['Why it failed', `${failed.cause.type}: ${failed.cause.message}`],
    ['Why the rollback failed', `${failed.rollbackError.type}: ${failed.rollbackError.message}`],
  ],
  footer: 'You get this mail because this address is set as the operators’ of this Rollcall.',
});
