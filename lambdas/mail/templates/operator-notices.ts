import type { EventData } from '../../../contracts/events/index.ts';
import { type MailContent, OPERATORS_FOOTER } from '../layout.ts';

export const platformAlert = (alert: EventData<'PlatformAlertRaised'>): MailContent => ({
  subject: `Alert: ${alert.title}`,
  heading: 'An alert needs an operator',
  paragraphs: [alert.title, 'The runbook (docs/runbook.md) says how to diagnose and fix it.'],
  facts: [
    ['Severity', alert.severity],
    ['Source', alert.source],
    ['Alert', alert.id],
  ],
  footer: OPERATORS_FOOTER,
});

const causes = {
  404: 'the user pool did not return the user yet (404)',
  503: 'a service was not available (503)',
} as const;

export const rolesDeferredNotice = (deferred: EventData<'RoleAssignmentDeferred'>): MailContent => ({
  subject: `Roles are pending for user ${deferred.userId}`,
  heading: 'The roles of a user are pending',
  paragraphs: [
    `The user is registered, but the roles could not be assigned: ${causes[deferred.status]}.`,
    'To complete them now, resume the registration (POST /v1/registrations/{registrationId}/resume).',
  ],
  facts: [
    ...(deferred.registrationId ? ([['Registration', deferred.registrationId]] as const) : []),
    ['User', deferred.userId],
    ['Roles', deferred.roles.join(', ')],
    ['Attempts', String(deferred.attempt)],
    ['Next attempt', deferred.nextAttemptAt],
  ],
  footer: OPERATORS_FOOTER,
});

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
