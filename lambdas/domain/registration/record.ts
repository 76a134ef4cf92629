import type {
  Failure,
  RegistrationMethod,
  RegistrationState,
  TransientStatus,
} from '../../../contracts/registration.ts';
import type { Due } from './due.ts';

/** A registration's record, item `REGISTRATION#<registrationId>`. */
export interface RegistrationRecord extends Due {
  readonly registrationId: string;
  readonly state: RegistrationState;
  readonly userId: string;
  /** As it came when the input was not valid, canonical when it was. */
  readonly email?: string;
  readonly name?: string;
  readonly organisation?: string;
  readonly roles: readonly string[];
  readonly method: RegistrationMethod;
  readonly requestedBy: string;
  readonly correlationId: string;
  readonly steps: readonly { readonly state: RegistrationState; readonly at: string }[];
  readonly createdAt: string;
  readonly updatedAt: string;
  /** SHA-256 of the request that came with this idempotency key. */
  readonly requestHash?: string;
  /** Set once the request is valid and the e-mail lock taken. */
  readonly validatedAt?: string;
  readonly failure?: Failure;
  readonly rollbackError?: Failure;
  readonly manualCleanupRequired?: boolean;
  readonly transientStatus?: TransientStatus;
  readonly attempts?: number;
  readonly nextAttemptAt?: string;
  /** Set by the accounts capability: the state stays as it was, the user is gone. */
  readonly userDeletedAt?: string;
}

export const recordKey = (registrationId: string) => ({ pk: `REGISTRATION#${registrationId}` });
export const emailLockKey = (email: string) => ({ pk: `EMAIL#${email}` });

/** Who has an address: the item under `emailLockKey`, from before her user is made until she is gone. */
export interface EmailLock {
  readonly registrationId: string;
  readonly userId: string;
}
