import * as z from 'zod/mini';
import { emailInput } from '../email.ts';
import { isoTime, roleNames } from '../fields.ts';
import { storedText } from '../stored.ts';

/** Accepting writes four items per role (check, grant, two journal rows) in one transaction of at most 100. */
const invitedRoles = roleNames.check(z.maxLength(20));

export const createInvitationRequest = z.strictObject({ email: emailInput, roles: invitedRoles });

/** Without the token, which only the mail contains. */
export const invitation = z.strictObject({
  invitationId: z.uuid(),
  email: storedText,
  roles: z.array(storedText),
  invitedBy: z.uuid(),
  state: z.enum(['pending', 'accepted', 'revoked', 'expired']),
  createdAt: isoTime,
  expiresAt: isoTime,
});
export type Invitation = z.infer<typeof invitation>;
