import type * as z from 'zod/mini';
import { allSessionsRevokedV1 } from './all-sessions-revoked.v1.ts';
import { authenticatedV1 } from './authenticated.v1.ts';
import { authenticationFailedV1 } from './authentication-failed.v1.ts';
import { authenticationStartedV1 } from './authentication-started.v1.ts';
import { authorizationCacheInvalidatedV1 } from './authorization-cache-invalidated.v1.ts';
import type { EventMetadata } from './define-event.ts';
import { externalIdentityLinkedV1 } from './external-identity-linked.v1.ts';
import { invitationAcceptanceFailedV1 } from './invitation-acceptance-failed.v1.ts';
import { invitationAcceptedV1 } from './invitation-accepted.v1.ts';
import { invitationCreatedV1 } from './invitation-created.v1.ts';
import { mailFailedV1 } from './mail-failed.v1.ts';
import { mailSentV1 } from './mail-sent.v1.ts';
import { mailUnknownV1 } from './mail-unknown.v1.ts';
import { passwordChangedV1 } from './password-changed.v1.ts';
import { passwordResetCompletedV1 } from './password-reset-completed.v1.ts';
import { passwordResetRequestedV1 } from './password-reset-requested.v1.ts';
import { permissionGroupsSetV1 } from './permission-groups-set.v1.ts';
import { platformAlertRaisedV1 } from './platform-alert-raised.v1.ts';
import { roleAssignmentAttemptedV1 } from './role-assignment-attempted.v1.ts';
import { roleAssignmentDeferredV1 } from './role-assignment-deferred.v1.ts';
import { roleAssignmentFailedV1 } from './role-assignment-failed.v1.ts';
import { roleAssignmentSucceededV1 } from './role-assignment-succeeded.v1.ts';
import { roleCreatedV1 } from './role-created.v1.ts';
import { roleDeletedV1 } from './role-deleted.v1.ts';
import { roleRevocationAttemptedV1 } from './role-revocation-attempted.v1.ts';
import { roleRevocationFailedV1 } from './role-revocation-failed.v1.ts';
import { roleRevocationSucceededV1 } from './role-revocation-succeeded.v1.ts';
import { roleUpdatedV1 } from './role-updated.v1.ts';
import { sessionRevokedV1 } from './session-revoked.v1.ts';
import { signUpRefusedV1 } from './sign-up-refused.v1.ts';
import { userCreatedV1 } from './user-created.v1.ts';
import { userDeletedV1 } from './user-deleted.v1.ts';
import { userDisabledV1 } from './user-disabled.v1.ts';
import { userEnabledV1 } from './user-enabled.v1.ts';
import { userRegisteredV1 } from './user-registered.v1.ts';
import { userRegistrationFailedV1 } from './user-registration-failed.v1.ts';
import { userRegistrationRolledBackV1 } from './user-registration-rolled-back.v1.ts';
import { userRegistrationStartedV1 } from './user-registration-started.v1.ts';
import { userRegistrationValidatedV1 } from './user-registration-validated.v1.ts';
import { userRolesReplacedV1 } from './user-roles-replaced.v1.ts';
import { userRollbackFailedV1 } from './user-rollback-failed.v1.ts';
import { userVerificationCompletedV1 } from './user-verification-completed.v1.ts';
import { userVerificationRequestedV1 } from './user-verification-requested.v1.ts';

/** The catalogue: every event that Rollcall publishes, each version once. */
export const catalogue = [
  allSessionsRevokedV1,
  authenticatedV1,
  authenticationFailedV1,
  authenticationStartedV1,
  authorizationCacheInvalidatedV1,
  externalIdentityLinkedV1,
  invitationAcceptanceFailedV1,
  invitationAcceptedV1,
  invitationCreatedV1,
  mailFailedV1,
  mailSentV1,
  mailUnknownV1,
  passwordChangedV1,
  passwordResetCompletedV1,
  passwordResetRequestedV1,
  permissionGroupsSetV1,
  platformAlertRaisedV1,
  roleAssignmentAttemptedV1,
  roleAssignmentDeferredV1,
  roleAssignmentFailedV1,
  roleAssignmentSucceededV1,
  roleCreatedV1,
  roleDeletedV1,
  roleRevocationAttemptedV1,
  roleRevocationFailedV1,
  roleRevocationSucceededV1,
  roleUpdatedV1,
  sessionRevokedV1,
  signUpRefusedV1,
  userCreatedV1,
  userDeletedV1,
  userDisabledV1,
  userEnabledV1,
  userRegisteredV1,
  userRegistrationFailedV1,
  userRegistrationRolledBackV1,
  userRegistrationStartedV1,
  userRegistrationValidatedV1,
  userRolesReplacedV1,
  userRollbackFailedV1,
  userVerificationCompletedV1,
  userVerificationRequestedV1,
] as const;

type Catalogue = (typeof catalogue)[number];

/** An event's name, which is EventBridge's detail-type. */
export type EventType = Catalogue['type'];

/** The data of the event named `Type`. */
export type EventData<Type extends EventType> = z.output<Extract<Catalogue, { type: Type }>['data']>;

/** An event on the bus: `detail` is `{ metadata, data }`. */
export interface Envelope<Type extends EventType = EventType> {
  readonly metadata: EventMetadata;
  readonly data: EventData<Type>;
}

/** The name of the bus and the source of every event. */
export const EVENT_SOURCE = 'rollcall';
