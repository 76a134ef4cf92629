import type { EventData } from '../../../contracts/events/index.ts';
import { type MailContent, OPERATORS_FOOTER } from '../layout.ts';

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
