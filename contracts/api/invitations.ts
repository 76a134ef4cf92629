import * as z from 'zod/mini';
import { emailInput } from '../email.ts';
import { emailText, isoTime, roleNames } from '../fields.ts';

export const createInvitationRequest = z.strictObject({ email: emailInput, roles: roleNames });

/** The token goes by mail only; nobody sees it here. */
export const invitation = z.strictObject({
  invitationId: z.uuid(),
  email: emailText,
  roles: roleNames,
  invitedBy: z.uuid(),
  state: z.enum(['pending', 'accepted', 'revoked', 'expired']),
  createdAt: isoTime,
  expiresAt: isoTime,
});
export type Invitation = z.infer<typeof invitation>;
