import type * as z from 'zod/mini';
import type { EventDefinition } from '../../contracts/events/define-event.ts';
import * as events from '../../contracts/events/definitions.ts';

import { type MailedEvent, plans } from '../../contracts/mail.ts';
import { invitationTokenName, mailedTokenName } from '../domain/mailed-tokens/token.ts';
import type { Tokens } from '../platform/aws/mac-tokens.ts';
import { type Delivery, eventData } from '../platform/events/consumer.ts';
import { type MailContent, type RenderedMail, render } from './layout.ts';
import * as operatorNotices from './templates/operator-notices.ts';
import * as userMails from './templates/user-mails.ts';

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
    UserRegistered: mail(events.userRegisteredV1, (user) => userMails.welcome(user, appUrl)),
    UserVerificationRequested: mail(events.userVerificationRequestedV1, async (requested) =>
      userMails.verification(requested, await link('/verify', mailedTokenName('verification', requested.tokenId))),
    ),
    UserVerificationCompleted: mail(events.userVerificationCompletedV1, (user) =>
      userMails.verifiedWelcome(user, appUrl),
    ),
    SignUpRefused: mail(events.signUpRefusedV1, (refused) => userMails.accountExists(refused, appUrl)),
    PasswordResetRequested: mail(events.passwordResetRequestedV1, async (requested) =>
      userMails.passwordReset(
        requested,
        await link('/reset-password', mailedTokenName('password-reset', requested.tokenId)),
      ),
    ),
    PasswordResetCompleted: mail(events.passwordResetCompletedV1, (changed) =>
      userMails.passwordChanged(changed, appUrl),
    ),
    PasswordChanged: mail(events.passwordChangedV1, (changed) => userMails.passwordChanged(changed, appUrl)),
    InvitationCreated: mail(events.invitationCreatedV1, async (created) =>
      userMails.invitation(created, await link('/invitations/accept', invitationTokenName(created.invitationId))),
    ),
    RoleAssignmentDeferred: mail(events.roleAssignmentDeferredV1, operatorNotices.rolesDeferredNotice),
    UserRollbackFailed: mail(events.userRollbackFailedV1, operatorNotices.rollbackFailedNotice),
    PlatformAlertRaised: mail(events.platformAlertRaisedV1, operatorNotices.platformAlert),
  };

  return async (type, event) => {
    const { email, content } = await writers[type].write(event);
    const to = plans[type].recipient === 'operators' ? operators : email;
    // contracts/mail.ts admits no such event; an empty recipient must not reach SES in any case.
    if (typeof to !== 'string' || to === '') throw new Error(`${type} has no e-mail address to send to`);
    return { to, ...render(content) };
  };
}
