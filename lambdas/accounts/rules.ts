import type { RegistrationState } from '../../contracts/registration.ts';
import { Refusal } from '../platform/errors.ts';

/** The registration has come to rest, so that its workflow no longer works on the user. */
export const restingStates = {
  // What was never given can be given up: the roles that still follow are dropped with the user.
  delete: ['registered', 'roles_pending', 'roles_refused'],
  // Not roles_pending: the roles would be given to a disabled user later.
  disable: ['registered', 'roles_refused'],
  enable: ['registered', 'roles_pending', 'roles_refused'],
} as const satisfies Record<string, readonly RegistrationState[]>;
export type AccountChange = keyof typeof restingStates;

export const noSuchUser = () =>
  new Refusal('not_found', 'There is no such user; GET /v1/users lists those that exist.');

export const unconfirmed = () =>
  new Refusal('confirmation_required', 'Deleting cannot be undone; send the request with ?confirm=true.');

export const lastAdmin = () =>
  new Refusal('last_admin', 'This is the last enabled admin. Make somebody else an admin first.');

export const registrationUnfinished = (registrationId: string) =>
  new Refusal(
    'registration_unfinished',
    `The user's registration is not finished. Wait for it, or finish it with POST /v1/registrations/${registrationId}/resume.`,
    { registrationId },
  );

export const deletionStarted = () =>
  new Refusal('not_found', 'This user is being deleted; send DELETE again to finish that.');

export const busy = () =>
  new Refusal(
    'unavailable',
    'The user is being changed by somebody else. Nothing was changed; send the request again.',
  );

export const storeSilent = () =>
  new Refusal('unavailable', 'The roles could not be read. Nothing was changed; send the same request again.');

export const providerSilent = (done: string) =>
  new Refusal('unavailable', `The identity provider did not answer. ${done} Send the same request again.`);

export const deletionIncomplete = (left: string) =>
  new Refusal(
    'deletion_incomplete',
    `The user's roles are gone, but ${left}. Send the same request again; it goes on where it stopped.`,
  );
