import type { AuthenticationRefusal } from '../../../contracts/authentication.ts';
import type { RegisterUserInput, RegistrationState } from '../../../contracts/registration.ts';
import { isVerified } from '../../domain/profile-rules.ts';
import { type EmailLock, inputOf, type RegistrationRecord } from '../../domain/registration/record.ts';
import { type Admissions, admittedRecord, type StartRegistration } from '../../domain/registration/workflow.ts';
import type { Operation } from '../../platform/events/journal.ts';
import { type Clock, derivedId, userIdOf } from '../../platform/runtime.ts';
import { isAccountActive } from '../login/rules.ts';
import type { LoginStore } from '../login/store.ts';
import type { ExternalIdentity, ExternalLinks, NewLink, VerifiedIdentity } from './identity.ts';

/** Users who register themselves get the role that every user has. */
const ROLES = ['user'];

const withoutUser: readonly RegistrationState[] = ['failed', 'rolled_back'];
const pending: readonly RegistrationState[] = ['reserved', 'created', 'rolling_back', 'roles_pending'];

// Each is a registration that failed, or whose user was deleted; a hundred are a loop.
const MAX_REGISTRATIONS = 100;

export interface ExternalRegistrationDependencies {
  readonly admissions: Pick<Admissions, 'find' | 'admit'>;
  readonly start: StartRegistration;
  readonly clock: Clock;
}

/** Registers the user of an external identity, or continues the registration of an earlier request. Returns the registrationId. */
export type RegisterExternally = (identity: VerifiedIdentity, correlationId: string) => Promise<string>;

export function registerExternally({ admissions, start, clock }: ExternalRegistrationDependencies): RegisterExternally {
  /** The id depends on the identity and the count only, so that two concurrent first logins make one user. */
  const registrationIdOf = ({ authType, externalId }: ExternalIdentity, count: number): string =>
    derivedId(`external:${authType}#${externalId}:${count}`);

  async function findOrAdmit(
    identity: VerifiedIdentity,
    registrationId: string,
    correlationId: string,
  ): Promise<RegistrationRecord> {
    const existing = await admissions.find(registrationId);
    if (existing !== undefined) return existing;
    const { email, name = email.slice(0, email.lastIndexOf('@')) } = identity;
    // The users register themselves.
    const requestedBy = userIdOf(registrationId);
    const input: RegisterUserInput = { email, name, roles: ROLES, requestedBy, method: 'external', correlationId };
    const record = admittedRecord({ registrationId, input, correlationId, at: clock() });
    if (await admissions.admit(record)) return record;
    return (await admissions.find(registrationId)) ?? record;
  }

  /** The first registration that has or may get a user. */
  async function currentRegistration(identity: VerifiedIdentity, correlationId: string): Promise<RegistrationRecord> {
    for (let count = 0; count < MAX_REGISTRATIONS; count += 1) {
      const record = await findOrAdmit(identity, registrationIdOf(identity, count), correlationId);
      if (!withoutUser.includes(record.state) && record.userDeletedAt === undefined) return record;
    }
    throw new Error(`${MAX_REGISTRATIONS} registrations of one external identity have ended`);
  }

  return async (identity, correlationId) => {
    const record = await currentRegistration(identity, correlationId);
    // Also when it was admitted before: that request may have died before it started the workflow.
    if (record.state === 'reserved') await start(record.registrationId, inputOf(record));
    return record.registrationId;
  };
}

/** The account of an identity, a registration that has not ended, or the reason for a refusal. */
export type Account =
  | { readonly userId: string }
  | { readonly pending: RegistrationState }
  | { readonly refused: AuthenticationRefusal; readonly userId?: string };

export interface AccountDependencies {
  readonly links: ExternalLinks;
  readonly store: Pick<LoginStore, 'accountStatus'>;
  readonly admissions: Pick<Admissions, 'holderOf'>;
  readonly register: RegisterExternally;
  /** Reads a registration until it has ended, or the time is up. */
  readonly awaitEnd: (registrationId: string) => Promise<RegistrationRecord | undefined>;
}

interface AccountRequest {
  readonly identity: VerifiedIdentity;
  readonly correlationId: string;
  readonly operationOf: (userId: string) => Operation;
}

/** A concurrent request was faster: the identity, or its address, has a user by now. */
const OVERTAKEN = Symbol('overtaken');
type Attempt = Account | typeof OVERTAKEN;

// Once overtaken, the next attempt finds what the other request wrote; a third serves a second overtaking.
const MAX_ATTEMPTS = 3;

/**
 * Finds the account of an identity. Without a link, the user who has its address is linked; without such a user, one is
 * registered. `operationOf` makes the linking an operation of that user.
 */
export function accountOf({ links, store, admissions, register, awaitEnd }: AccountDependencies) {
  /** Links a user with a verified address and an active account. An unverified address may belong to another user. */
  async function linkTo(link: NewLink, { operationOf }: AccountRequest): Promise<Attempt> {
    const { userId } = link;
    const status = await store.accountStatus(userId);
    if (status.profile !== undefined && !isVerified(status.profile)) return { refused: 'not_verified', userId };
    if (!isAccountActive({ ...status, userId })) return { refused: 'user_inactive', userId };
    return (await links.link(link, operationOf(userId))) ? { userId } : OVERTAKEN;
  }

  async function linkRegistered(request: AccountRequest, stale?: string): Promise<Attempt> {
    const { identity, correlationId } = request;
    const record = await awaitEnd(await register(identity, correlationId));
    if (record === undefined || pending.includes(record.state)) return { pending: record?.state ?? 'reserved' };
    // Another registration took the address first.
    if (record.failure?.type === 'email_already_exists') return OVERTAKEN;
    if (withoutUser.includes(record.state)) return { refused: 'unexpected_exception' };
    return linkTo({ identity, userId: record.userId, registrationId: record.registrationId, stale }, request);
  }

  async function linkHolder(holder: EmailLock, request: AccountRequest, stale?: string): Promise<Attempt> {
    const { userId, registrationId } = holder;
    const record = await awaitEnd(registrationId);
    if (record !== undefined && pending.includes(record.state)) return { pending: record.state };
    // It ended without a user meanwhile, so the address is free again.
    if (record !== undefined && withoutUser.includes(record.state)) return OVERTAKEN;
    return linkTo({ identity: request.identity, userId, registrationId, stale }, request);
  }

  async function find(request: AccountRequest): Promise<Attempt> {
    const link = await links.find(request.identity);
    if (link !== undefined && (await store.accountStatus(link.userId)).profile !== undefined) return link;
    const holder = await admissions.holderOf(request.identity.email);
    return holder === undefined ? linkRegistered(request, link?.userId) : linkHolder(holder, request, link?.userId);
  }

  return async (request: AccountRequest): Promise<Account> => {
    for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts += 1) {
      const account = await find(request);
      if (account !== OVERTAKEN) return account;
    }
    return { refused: 'unexpected_exception' };
  };
}
