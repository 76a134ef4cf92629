import type * as z from 'zod/mini';
import type { EventDefinition } from '../../contracts/events/define-event.ts';
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
import { type MailedEvent, plans } from '../../contracts/mail.ts';
import { invitationTokenName, mailedTokenName } from '../domain/mailed-tokens/token.ts';
import type { Tokens } from '../platform/aws/mac-tokens.ts';
import { type Delivery, eventData } from '../platform/events/consumer.ts';
import { type MailContent, type RenderedMail, render } from './layout.ts';
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
  /** Base of all links, without a slash at the end. */
  readonly appUrl: string;
  readonly operators: string;
}

/** Composes the mail of an event. Throws when the event's data do not match its contract. */
export type Compose = (type: MailedEvent, event: Delivery) => Promise<AddressedMail>;

interface Draft {
  /** The user's address, where the event has one. */
  readonly email?: unknown;
  readonly content: MailContent;
}

interface Writer<Type> {
  readonly type: Type;
  readonly write: (event: Delivery) => Promise<Draft>;
}

type ObjectSchema<Shape extends z.core.$ZodShape> = z.ZodMiniObject<Shape, z.core.$strict>;

/** Reads the event's data by its contract and fills the template. */
const mail = <Type extends string, Shape extends z.core.$ZodShape>(
  event: EventDefinition<Type, ObjectSchema<Shape>>,
  template: (data: ReturnType<typeof eventData<Type, Shape>>) => MailContent | Promise<MailContent>,
): Writer<Type> => ({
  type: event.type,
  write: async (delivery) => {
    const data = eventData(event, delivery);
    return { email: (data as { email?: unknown }).email, content: await template(data) };
  },
});

export function composer({ tokens, appUrl, operators }: ComposerDependencies): Compose {
  /** The token derives from ids in the event, so that no event and no table holds it. */
  const link = async (path: string, tokenName: string): Promise<string> =>
    `${appUrl}${path}?token=${await tokens.derive(tokenName)}`;

  const writers: { readonly [Type in MailedEvent]: Writer<Type> } = {
    UserRegistered: mail(userRegisteredV1, (user) => welcome(user, appUrl)),
    UserVerificationRequested: mail(userVerificationRequestedV1, async (requested) =>
      verification(requested, await link('/verify', mailedTokenName('verification', requested.tokenId))),
    ),
    UserVerificationCompleted: mail(userVerificationCompletedV1, (user) => verifiedWelcome(user, appUrl)),
    SignUpRefused: mail(signUpRefusedV1, (refused) => accountExists(refused, appUrl)),
    PasswordResetRequested: mail(passwordResetRequestedV1, async (requested) =>
      passwordReset(requested, await link('/reset-password', mailedTokenName('password-reset', requested.tokenId))),
    ),
    PasswordResetCompleted: mail(passwordResetCompletedV1, (changed) => passwordChanged(changed, appUrl)),
    PasswordChanged: mail(passwordChangedV1, (changed) => passwordChanged(changed, appUrl)),
    InvitationCreated: mail(invitationCreatedV1, async (created) =>
      invitation(created, await link('/invitations/accept', invitationTokenName(created.invitationId))),
    ),
    RoleAssignmentDeferred: mail(roleAssignmentDeferredV1, rolesDeferredNotice),
    UserRollbackFailed: mail(userRollbackFailedV1, rollbackFailedNotice),
    PlatformAlertRaised: mail(platformAlertRaisedV1, platformAlert),
  };

  return async (type, event) => {
    const { email, content } = await writers[type].write(event);
    const to = plans[type].recipient === 'operators' ? operators : email;
    // contracts/mail.ts admits no such event; an empty recipient must not reach SES in any case.
    if (typeof to !== 'string' || to === '') throw new Error(`${type} has no e-mail address to send to`);
    return { to, ...render(content) };
  };
}
