import type { MailContent } from '../layout.ts';
import type { MailedData } from '../rules.ts';

const why = { 404: 'the pool did not show the user yet (404)', 503: 'a service was not available (503)' } as const;

export const rolesDeferredNotice = (deferred: MailedData<'RoleAssignmentDeferred'>): MailContent => ({
  subject: `Roles are pending for user ${deferred.userId}`,
  heading: 'A user waits for roles',
  paragraphs: [
    `The user is registered and kept, but the roles could not be given: ${why[deferred.status]}.`,
    'Resume the registration to complete them (POST /v1/registrations/{registrationId}/resume).',
  ],
  facts: [
    ...(deferred.registrationId ? ([['Registration', deferred.registrationId]] as const) : []),
    ['User', deferred.userId],
    ['Roles', deferred.roles.join(', ')],
    ['Attempts', String(deferred.attempt)],
    ['Next attempt', deferred.nextAttemptAt],
  ],
  footer: 'You get this mail because this address is set as the operators’ of this Rollcall.',
});
