import type { RegistrationState } from '../../../contracts/registration.ts';
import type { RegisterUserInput } from '../../../contracts/workflows/register-user.ts';
import { type Admissions, admittedRecord } from '../../domain/registration/admission.ts';
import { inputOf, type RegistrationRecord } from '../../domain/registration/record.ts';
import type { StartRegistration } from '../../domain/registration/workflow.ts';
import type { Clock } from '../../platform/clock.ts';
import { derivedId, userIdOf } from '../../platform/ids.ts';
import type { ExternalIdentity } from './identity.ts';

/** Somebody whose provider vouches for her address. */
export type VerifiedIdentity = ExternalIdentity & { readonly email: string };

/** Whom nobody gives more roles than everybody has. */
const ROLES = ['user'];

const withoutUser: readonly RegistrationState[] = ['failed', 'rolled_back'];

/** It ended, and there is no user of it, or none any more. */
const isOver = ({ state, userDeletedAt }: RegistrationRecord): boolean =>
  withoutUser.includes(state) || userDeletedAt !== undefined;

// Each is a registration that failed, or a user who was deleted since; a hundred are a loop.
const MAX_REGISTRATIONS = 100;

/** The same identity at the same time is the same registration, whoever asks: two first logins make one user. */
const idOf = ({ authType, externalId }: ExternalIdentity, count: number): string =>
  derivedId(`external:${authType}#${externalId}:${count}`);

function requestOf(identity: VerifiedIdentity, registrationId: string, correlationId: string): RegisterUserInput {
  const { email, name = email.slice(0, email.lastIndexOf('@')) } = identity;
  // On her own behalf: nobody else asked for it.
  return { email, name, roles: ROLES, requestedBy: userIdOf(registrationId), method: 'external', correlationId };
}

export interface ExternalRegistrationDependencies {
  readonly admissions: Pick<Admissions, 'find' | 'admit'>;
  readonly start: StartRegistration;
  readonly clock: Clock;
}

/** Registers somebody whom a provider vouches for, or goes on with the registration of an earlier request; answers its id. */
export type RegisterExternally = (identity: VerifiedIdentity, correlationId: string) => Promise<string>;

export function registerExternally({ admissions, start, clock }: ExternalRegistrationDependencies): RegisterExternally {
  /** One registration of hers, as it stands or newly admitted. */
  async function admitted(
    identity: VerifiedIdentity,
    registrationId: string,
    correlationId: string,
  ): Promise<RegistrationRecord> {
    const earlier = await admissions.find(registrationId);
    if (earlier !== undefined) return earlier;
    const input = requestOf(identity, registrationId, correlationId);
    const record = admittedRecord({ registrationId, input, correlationId, at: clock() });
    if (await admissions.admit(record)) return record;
    return (await admissions.find(registrationId)) ?? record;
  }

  /** The first that is not over. */
  async function current(identity: VerifiedIdentity, correlationId: string): Promise<RegistrationRecord> {
    for (let count = 0; count < MAX_REGISTRATIONS; count += 1) {
      const record = await admitted(identity, idOf(identity, count), correlationId);
      if (!isOver(record)) return record;
    }
    throw new Error(`${MAX_REGISTRATIONS} registrations of one external identity have ended`);
  }

  return async (identity, correlationId) => {
    const record = await current(identity, correlationId);
    // Also when it was admitted before: that request may have died before it started the workflow.
    if (record.state === 'reserved') await start(record.registrationId, inputOf(record));
    return record.registrationId;
  };
}
