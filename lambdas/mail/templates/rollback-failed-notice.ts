import type { EventData } from '../../../contracts/events/index.ts';
import { type MailContent, OPERATORS_FOOTER } from '../layout.ts';

export const rollbackFailedNotice = (failed: EventData<'UserRollbackFailed'>): MailContent => ({
  subject: `Manual cleanup required: registration ${failed.registrationId}`,
  heading: 'A rollback failed',
  paragraphs: [
    'A registration failed, and its rollback failed, too. A user without roles may be left in the user pool.',
    'Fix the cause, then resume the registration (POST /v1/registrations/{registrationId}/resume) or clean up by hand.',
  ],
  facts: [
    ['Registration', failed.registrationId],
    ...(failed.userId ? ([['User', failed.userId]] as const) : []),
    ['Cause of the failure', `${failed.cause.type}: ${failed.cause.message}`],
    ['Cause of the failed rollback', `${failed.rollbackError.type}: ${failed.rollbackError.message}`],
  ],
  footer: OPERATORS_FOOTER,
});
