import type { invitationRoutes } from '../routes/invitations.ts';
import type { OperationTexts } from './operation-text.ts';

export const invitationOperations: OperationTexts<typeof invitationRoutes> = {
  createInvitation: {
    tag: 'Invitations',
    summary: 'Create an invitation',
    description:
      'Sends a link by mail. It is valid for 7 days and works once. A user who registers with that address gets the roles, if the inviter may still assign them at that time.',
    body: 'CreateInvitationRequest',
    idempotencyKey: true,
    successes: [{ status: 201, description: 'The invitation; its mail will be sent.', schema: 'Invitation' }],
    problems: ['unknown_roles', 'email_already_exists', 'idempotency_key_reused', 'invitation_pending'],
  },
};
