import type { RegistrationState } from '../../contracts/registration.ts';
import { Refusal } from '../platform/errors.ts';

/** States in which the registration's workflow no longer works on the user, by what is to be done to the user. */
export const restingStates = {
  // Pending roles are dropped with the user: they were never assigned.
  delete: ['registered', 'roles_pending', 'roles_refused'],
  // Not roles_pending: the roles would be assigned to a disabled user later.
  disable: ['registered', 'roles_refused'],
  enable: ['registered', 'roles_pending', 'roles_refused'],
} as const satisfies Record<string, readonly RegistrationState[]>;
export type AccountChange = keyof typeof restingStates;

export const userNotFound = () =>
  new Refusal('not_found', 'There is no such user; GET /v1/users lists those that exist.');

export const confirmationRequired = () =>
  new Refusal('confirmation_required', 'Deleting cannot be undone; send the request with ?confirm=true.');

export const lastAdmin = () =>
  new Refusal('last_admin', 'This is the last enabled admin. Make another user an admin first.');

export const registrationUnfinished = (registrationId: string) =>
  new Refusal(
    'registration_unfinished',
    `The user's registration is not finished. Wait for it, or finish it with POST /v1/registrations/${registrationId}/resume.`,
    { registrationId },
  );

export const deletionStarted = () =>
  new Refusal('not_found', 'This user is being deleted; send DELETE again to finish that.');

export const deletionIncomplete = (problem: string) =>
  new Refusal(
    'deletion_incomplete',
    `The user's roles are revoked, but ${problem}. Send the same request again; it continues where it stopped.`,
  );
