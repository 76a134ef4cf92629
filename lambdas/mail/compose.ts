import { invitationCreatedV1 } from '../../contracts/events/invitation-created.v1.ts';
import { platformAlertRaisedV1 } from '../../contracts/events/platform-alert-raised.v1.ts';
import { roleAssignmentDeferredV1 } from '../../contracts/events/role-assignment-deferred.v1.ts';
import { userRegisteredV1 } from '../../contracts/events/user-registered.v1.ts';
import { userRollbackFailedV1 } from '../../contracts/events/user-rollback-failed.v1.ts';
import { tokenPurpose } from '../invitations/rules.ts';
import type { Delivery } from '../platform/consumer.ts';
import { dataOf } from '../platform/event-data.ts';
import type { Tokens } from '../platform/tokens.ts';
import { type RenderedMail, render } from './layout.ts';
import type { MailedEvent } from './rules.ts';
import { invitation } from './templates/invitation.ts';
import { platformAlert } from './templates/platform-alert.ts';
import { rolesDeferredNotice } from './templates/roles-deferred-notice.ts';
import { rollbackFailedNotice } from './templates/rollback-failed-notice.ts';
import { welcome } from './templates/welcome.ts';

export interface AddressedMail extends RenderedMail {
  readonly to: string;
}

export interface ComposerParts {
  readonly tokens: Pick<Tokens, 'derive'>;
  /** Where links lead; no slash at the end. */
  readonly appUrl: string;
  readonly operators: string;
}

export type Compose = (type: MailedEvent, event: Delivery) => Promise<AddressedMail>;

/** Makes the mail that an event asks for. Throws when the event's data is not what its contract says. */
export function composer({ tokens, appUrl, operators }: ComposerParts): Compose {
  const composers: Readonly<Record<MailedEvent, (event: Delivery) => Promise<AddressedMail>>> = {
    UserRegistered: async (event) => {
      const user = dataOf(userRegisteredV1, event);
      return { to: user.email, ...render(welcome(user, appUrl)) };
    },
    InvitationCreated: async (event) => {
      const created = dataOf(invitationCreatedV1, event);
      const token = await tokens.derive(tokenPurpose(created.invitationId));
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
