import { invitationCreatedV1 } from '../../contracts/events/invitation-created.v1.ts';
import { passwordChangedV1 } from '../../contracts/events/password-changed.v1.ts';
import { passwordResetCompletedV1 } from '../../contracts/events/password-reset-completed.v1.ts';
import { passwordResetRequestedV1 } from '../../contracts/events/password-reset-requested.v1.ts';
import { platformAlertRaisedV1 } from '../../contracts/events/platform-alert-raised.v1.ts';
import { roleAssignmentDeferredV1 } from '../../contracts/events/role-assignment-deferred.v1.ts';
import { signUpRefusedV1 } from '../../contracts/events/sign-up-refused.v1.ts';
import { userRegisteredV1 } from '../../contracts/events/user-registered.v1.ts';
import { userRollbackFailedV1 } from '../../contracts/events/user-rollback-failed.v1.ts';
import { userVerificationCompletedV1 } from '../../contracts/events/user-verification-completed.v1.ts';
import { userVerificationRequestedV1 } from '../../contracts/events/user-verification-requested.v1.ts';
import type { MailedEvent } from '../../contracts/mailed-events.ts';
import { invitationTokenName, type MailedTokenPurpose, mailedTokenName } from '../domain/mailed-tokens/token.ts';
import type { Tokens } from '../platform/aws/mac-tokens.ts';
import type { Delivery } from '../platform/events/consumer.ts';
import { dataOf } from '../platform/events/event-data.ts';
import { type RenderedMail, render } from './layout.ts';
import { accountExists } from './templates/account-exists.ts';
import { invitation } from './templates/invitation.ts';
import { passwordChanged } from './templates/password-changed.ts';
import { passwordReset } from './templates/password-reset.ts';
import { platformAlert } from './templates/platform-alert.ts';
import { rolesDeferredNotice } from './templates/roles-deferred-notice.ts';
import { rollbackFailedNotice } from './templates/rollback-failed-notice.ts';
import { verification } from './templates/verification.ts';
import { verifiedWelcome, welcome } from './templates/welcome.ts';

export interface AddressedMail extends RenderedMail {
  readonly to: string;
}

export interface ComposerDependencies {
  readonly tokens: Pick<Tokens, 'derive'>;
  /** Where links lead; no slash at the end. */
  readonly appUrl: string;
  readonly operators: string;
}

export type Compose = (type: MailedEvent, event: Delivery) => Promise<AddressedMail>;

/** Makes the mail that an event asks for. Throws when the event's data is not what its contract says. */
export function composer({ tokens, appUrl, operators }: ComposerDependencies): Compose {
  const tokenOf = (purpose: MailedTokenPurpose, tokenId: string) => tokens.derive(mailedTokenName(purpose, tokenId));

  const composers: Readonly<Record<MailedEvent, (event: Delivery) => Promise<AddressedMail>>> = {
    UserRegistered: async (event) => {
      const user = dataOf(userRegisteredV1, event);
      return { to: user.email, ...render(welcome(user, appUrl)) };
    },
    UserVerificationRequested: async (event) => {
      const requested = dataOf(userVerificationRequestedV1, event);
      const link = `${appUrl}/verify?token=${await tokenOf('verification', requested.tokenId)}`;
      return { to: requested.email, ...render(verification(requested, link)) };
    },
    UserVerificationCompleted: async (event) => {
      const verified = dataOf(userVerificationCompletedV1, event);
      return { to: verified.email, ...render(verifiedWelcome(verified, appUrl)) };
    },
    SignUpRefused: async (event) => {
      const refused = dataOf(signUpRefusedV1, event);
      return { to: refused.email, ...render(accountExists(refused, appUrl)) };
    },
    PasswordResetRequested: async (event) => {
      const requested = dataOf(passwordResetRequestedV1, event);
      const link = `${appUrl}/reset-password?token=${await tokenOf('password-reset', requested.tokenId)}`;
      return { to: requested.email, ...render(passwordReset(requested, link)) };
    },
    PasswordResetCompleted: async (event) => {
      const changed = dataOf(passwordResetCompletedV1, event);
      return { to: changed.email, ...render(passwordChanged(changed, appUrl)) };
    },
    PasswordChanged: async (event) => {
      const changed = dataOf(passwordChangedV1, event);
      return { to: changed.email, ...render(passwordChanged(changed, appUrl)) };
    },
    InvitationCreated: async (event) => {
      const created = dataOf(invitationCreatedV1, event);
      const token = await tokens.derive(invitationTokenName(created.invitationId));
      const link = `${appUrl}/invitations/accept?token=${token}`;
      return { to: created.email, ...render(invitation(created, link)) };
    },
    RoleAssignmentDeferred: async (event) => ({
      to: operators,
      ...render(rolesDeferredNotice(dataOf(roleAssignmentDeferredV1, event))),
    }),
    UserRollbackFailed: async (event) => ({
      to: operators,
      ...render(rollbackFailedNotice(dataOf(userRollbackFailedV1, event))),
    }),
    PlatformAlertRaised: async (event) => ({
      to: operators,
      ...render(platformAlert(dataOf(platformAlertRaisedV1, event))),
    }),
  };
  return (type, event) => composers[type](event);
}
