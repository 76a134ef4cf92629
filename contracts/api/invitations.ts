import * as z from 'zod/mini';
import { emailInput } from '../email.ts';
import { emailText, isoTime, roleNames } from '../fields.ts';

/** Accepting takes four items a role (check, grant, two journal rows) in one transaction of 100. */
const invitedRoles = roleNames.check(z.maxLength(20));

export const createInvitationRequest = z.strictObject({ email: emailInput, roles: invitedRoles });

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
