import type { AuthenticationRefusal } from '../../../contracts/authentication.ts';
import type { RegistrationState } from '../../../contracts/registration.ts';
import { isVerified } from '../../domain/profile-rules.ts';
import type { Admissions } from '../../domain/registration/admission.ts';
import type { EmailLock, RegistrationRecord } from '../../domain/registration/record.ts';
import type { Operation } from '../../platform/events/journal.ts';
import { isActive } from '../login/rules.ts';
import type { LoginStore } from '../login/store.ts';
import type { ExternalLinks, Linking } from './links.ts';
import type { RegisterExternally, VerifiedIdentity } from './registration.ts';

/** Whose account an identity is: hers, one that is still being made, or none that lets anybody in. */
export type Account =
  | { readonly userId: string }
  | { readonly underWay: RegistrationState }
  | { readonly refused: AuthenticationRefusal; readonly userId?: string };

export interface AccountDependencies {
  readonly links: ExternalLinks;
  readonly store: Pick<LoginStore, 'accountStatus'>;
  readonly admissions: Pick<Admissions, 'holderOf'>;
  readonly register: RegisterExternally;
  /** Reads a registration until it has ended, or its time is up. */
  readonly awaitEnd: (registrationId: string) => Promise<RegistrationRecord | undefined>;
}

const withoutUser: readonly RegistrationState[] = ['failed', 'rolled_back'];
const underWay: readonly RegistrationState[] = ['reserved', 'created', 'rolling_back', 'roles_pending'];

interface Asked {
  readonly identity: VerifiedIdentity;
  readonly correlationId: string;
  readonly operationOf: (userId: string) => Operation;
}

/** Another request was faster: the identity, or its address, stands for somebody since. */
const OVERTAKEN = Symbol('overtaken');
type Attempt = Account | typeof OVERTAKEN;

// Once overtaken, the next look finds what was faster; a third one is needed by nobody who is alone.
const MAX_READS = 3;

export function accountOf({ links, store, admissions, register, awaitEnd }: AccountDependencies) {
  /** Whoever has the address already, proved and in use, is linked; who has not proved it may be anybody. */
  async function linked(linking: Linking, { operationOf }: Asked): Promise<Attempt> {
    const { userId } = linking;
    const { held, profile } = await store.accountStatus(userId);
    if (profile !== undefined && !isVerified(profile)) return { refused: 'not_verified', userId };
    if (!isActive({ held, profile, userId })) return { refused: 'user_inactive', userId };
    return (await links.link(linking, operationOf(userId))) ? { userId } : OVERTAKEN;
  }

  async function registered(asked: Asked, stale?: string): Promise<Attempt> {
    const { identity, correlationId } = asked;
    const record = await awaitEnd(await register(identity, correlationId));
    if (record === undefined || underWay.includes(record.state)) return { underWay: record?.state ?? 'reserved' };
    // Somebody else came by the same address first.
    if (record.failure?.type === 'email_already_exists') return OVERTAKEN;
    if (withoutUser.includes(record.state)) return { refused: 'unexpected_exception' };
    return linked({ identity, userId: record.userId, registrationId: record.registrationId, stale }, asked);
  }

  async function ofHolder({ userId, registrationId }: EmailLock, asked: Asked, stale?: string): Promise<Attempt> {
    const record = await awaitEnd(registrationId);
    if (record !== undefined && underWay.includes(record.state)) return { underWay: record.state };
    // It ended without a user while it was looked at, so that the address is free again.
    if (record !== undefined && withoutUser.includes(record.state)) return OVERTAKEN;
    return linked({ identity: asked.identity, userId, registrationId, stale }, asked);
  }

  async function look(asked: Asked): Promise<Attempt> {
    const link = await links.find(asked.identity);
    if (link !== undefined && (await store.accountStatus(link.userId)).profile !== undefined) return link;
    const holder = await admissions.holderOf(asked.identity.email);
    return holder === undefined ? registered(asked, link?.userId) : ofHolder(holder, asked, link?.userId);
  }

  /**
   * Finds whose account an identity is. Without a link, whoever has its address is linked; where nobody has, she is
   * registered. `operationOf` makes the linking an operation of that user's, at that time.
   */
  return async (
    identity: VerifiedIdentity,
    correlationId: string,
    operationOf: Asked['operationOf'],
  ): Promise<Account> => {
    for (let looks = 1; looks <= MAX_READS; looks += 1) {
      const found = await look({ identity, correlationId, operationOf });
      if (found !== OVERTAKEN) return found;
    }
    return { refused: 'unexpected_exception' };
  };
}
