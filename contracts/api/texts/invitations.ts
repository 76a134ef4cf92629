import type { invitationRoutes } from '../routes/invitations.ts';
import type { OperationTexts } from './operation-text.ts';

export const invitationOperations: OperationTexts<typeof invitationRoutes> = {
  createInvitation: {
    tag: 'Invitations',
    summary: 'Invites somebody by e-mail',
    description:
      'The link lives for 7 days and works once. Whoever registers with that address gets the roles, if the inviter still holds them then.',
    body: 'CreateInvitationRequest',
    idempotencyKey: true,
    successes: [{ status: 201, description: 'The invitation; its mail is on the way.', schema: 'Invitation' }],
    problems: ['unknown_roles', 'email_already_exists', 'idempotency_key_reused', 'invitation_pending'],
  },
};
