import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Part } from '../../contracts/reconciliation.ts';
import { type Authorization, authorizationKey } from '../domain/authorization/authorization.ts';
import { userIdOf } from '../platform/ids.ts';
import { readItems } from './read-items.ts';
import type { RecordView, Subject } from './rules.ts';

/** Somebody to look at: as the pool has her, or as the users table does. */
export interface Candidate {
  readonly userId: string;
  /** What her mark in the pool says. */
  readonly registrationId?: string | undefined;
  readonly inPool: boolean;
}

export interface Profile {
  readonly userId: string;
  readonly registrationId: string;
  readonly email?: string;
  /** `<authType>#<externalId>` each. */
  readonly externalIdentities?: ReadonlySet<string>;
  readonly createdAt: string;
}

/** A subject, and the items that make it one. */
export interface Found extends Subject {
  readonly profile?: Profile | undefined;
  readonly authorization?: Authorization | undefined;
}

export interface SubjectTables {
  readonly registrations: string;
  readonly users: string;
  readonly access: string;
}

export type ReadSubjects = (candidates: readonly Candidate[]) => Promise<readonly Found[]>;

type Stored<Value> = Value & { readonly pk: string };
interface EmailLock {
  readonly registrationId: string;
}

export const registrationKey = (registrationId: string) => ({ pk: `REGISTRATION#${registrationId}` });
export const lockKey = (email: string) => ({ pk: `EMAIL#${email}` });

const byPk = <Value>(items: readonly Stored<Value>[]) => new Map(items.map((item) => [item.pk, item]));
const distinct = (texts: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(texts.filter((text): text is string => Boolean(text))),
];

interface Items {
  readonly inPool: boolean;
  readonly profile: Profile | undefined;
  readonly lock: EmailLock | undefined;
  readonly authorization: Authorization | undefined;
}

/** Which of them are hers: an address may be somebody else's by now. */
function partsOf({ inPool, profile, lock, authorization }: Items, registrationId: string | undefined): readonly Part[] {
  const isHers = (item: EmailLock | undefined) => item !== undefined && item.registrationId === registrationId;
  const there = {
    user: inPool,
    profile: isHers(profile),
    email_lock: isHers(lock),
    authorization: Boolean(authorization),
  };
  return (Object.keys(there) as Part[]).filter((part) => there[part]);
}

/** Reads what the tables say of up to 100 candidates, in five calls. */
export function readSubjects(client: DynamoDBDocumentClient, tables: SubjectTables): ReadSubjects {
  async function profilesOf(candidates: readonly Candidate[]) {
    const keys = candidates.map(({ userId }) => ({ userId }));
    const items = await readItems<Profile>(client, tables.users, keys);
    return new Map(items.map((item) => [item.userId, item]));
  }

  async function authorizationsOf(candidates: readonly Candidate[]) {
    const keys = candidates.map(({ userId }) => authorizationKey(userId));
    return byPk(await readItems<Stored<Authorization>>(client, tables.access, keys));
  }

  async function registered<Value>(keys: readonly { readonly pk: string }[]) {
    return byPk(await readItems<Stored<Value>>(client, tables.registrations, keys));
  }

  return async (candidates) => {
    const [profiles, authorizations] = [await profilesOf(candidates), await authorizationsOf(candidates)];
    const idOf = ({ userId, registrationId }: Candidate) => registrationId ?? profiles.get(userId)?.registrationId;
    const records = await registered<RecordView>(distinct(candidates.map(idOf)).map(registrationKey));
    const recordOf = (id: string | undefined) => (id ? records.get(registrationKey(id).pk) : undefined);
    const emails = distinct(candidates.map((candidate) => recordOf(idOf(candidate))?.email));
    const locks = await registered<EmailLock>(emails.map(lockKey));

    return candidates.map((candidate): Found => {
      const { userId, inPool } = candidate;
      const registrationId = idOf(candidate);
      const record = recordOf(registrationId);
      const profile = profiles.get(userId);
      const authorization = authorizations.get(authorizationKey(userId).pk);
      const lock = record?.email ? locks.get(lockKey(record.email).pk) : undefined;
      return {
        userId,
        registrationId,
        ours: registrationId !== undefined && userIdOf(registrationId) === userId,
        parts: partsOf({ inPool, profile, lock, authorization }, registrationId),
        holdsRoles: (authorization?.roles?.size ?? 0) > 0,
        record,
        profile,
        authorization,
      };
    });
  };
}
