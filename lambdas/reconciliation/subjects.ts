import type { Finding, Part } from '../../contracts/reconciliation.ts';
import { type Authorization, authorizationKey } from '../domain/authorization/authorization.ts';
import { emailLockKey, recordKey } from '../domain/registration/record.ts';
import { batchGet, type DynamoDBDocumentClient } from '../platform/aws/dynamo.ts';
import { Transient } from '../platform/errors.ts';
import { logger } from '../platform/observability/logger.ts';
import { type Clock, sleep, userIdOf } from '../platform/runtime.ts';
import { findingOf, type RecordView, type Subject } from './rules.ts';

/** A user to check, from the pool's list or from the users table. */
export interface Candidate {
  readonly userId: string;
  /** From the pool's attribute. */
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

/** A subject with the items that it was read from. */
export interface StoredSubject extends Subject {
  readonly profile?: Profile | undefined;
  readonly authorization?: Authorization | undefined;
}

export interface SubjectTables {
  readonly registrations: string;
  readonly users: string;
  readonly access: string;
}

export type ReadSubjects = (candidates: readonly Candidate[]) => Promise<readonly StoredSubject[]>;

type Key = Readonly<Record<string, string>>;
interface EmailLock {
  readonly registrationId: string;
}

// 4 attempts, because a pass would lose the whole page; the SDK's own retries are for a call that failed as a whole.
const MAX_ATTEMPTS = 4;
const BASE_WAIT_MS = 100;

/** Strongly consistent items of up to 100 keys. Throws Transient 503 when DynamoDB throttled all attempts. */
async function readItems(client: DynamoDBDocumentClient, table: string, keys: readonly Key[]) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await batchGet(client, { [table]: keys }))[table] ?? [];
    } catch (error) {
      if (!(error instanceof Transient) || attempt === MAX_ATTEMPTS) throw error;
      await sleep(Math.random() * BASE_WAIT_MS * 2 ** attempt);
    }
  }
}

const distinct = (texts: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(texts.filter((text): text is string => Boolean(text))),
];

interface Items {
  readonly inPool: boolean;
  readonly profile: Profile | undefined;
  readonly lock: EmailLock | undefined;
  readonly authorization: Authorization | undefined;
}

/** The parts that belong to this registration: another one may have the address by now. */
function partsOf({ inPool, profile, lock, authorization }: Items, registrationId: string | undefined): readonly Part[] {
  const belongs = (item: EmailLock | undefined) => item !== undefined && item.registrationId === registrationId;
  const present = {
    user: inPool,
    profile: belongs(profile),
    email_lock: belongs(lock),
    authorization: authorization !== undefined,
  };
  return (Object.keys(present) as Part[]).filter((part) => present[part]);
}

/** Reads what the tables have of up to 100 candidates, in four calls. */
export function readSubjects(client: DynamoDBDocumentClient, tables: SubjectTables): ReadSubjects {
  /** The items by the attribute `id`. */
  async function read<Value>(table: string, keys: readonly Key[], id: 'userId' | 'pk') {
    const items = await readItems(client, table, keys);
    return new Map(items.map((item) => [String(item[id]), item as Value]));
  }

  return async (candidates) => {
    const userIds = candidates.map(({ userId }) => userId);
    const userKeys = userIds.map((userId) => ({ userId }));
    const profiles = await read<Profile>(tables.users, userKeys, 'userId');
    const authorizations = await read<Authorization>(tables.access, userIds.map(authorizationKey), 'pk');
    const idOf = ({ userId, registrationId }: Candidate) => registrationId ?? profiles.get(userId)?.registrationId;
    const recordKeys = distinct(candidates.map(idOf)).map(recordKey);
    const records = await read<RecordView>(tables.registrations, recordKeys, 'pk');
    const recordOf = (id: string | undefined) => (id ? records.get(recordKey(id).pk) : undefined);
    const emails = distinct(candidates.map((candidate) => recordOf(idOf(candidate))?.email));
    const locks = await read<EmailLock>(tables.registrations, emails.map(emailLockKey), 'pk');

    return candidates.map((candidate): StoredSubject => {
      const { userId, inPool } = candidate;
      const registrationId = idOf(candidate);
      const record = recordOf(registrationId);
      const profile = profiles.get(userId);
      const authorization = authorizations.get(authorizationKey(userId).pk);
      const lock = record?.email ? locks.get(emailLockKey(record.email).pk) : undefined;
      return {
        userId,
        registrationId,
        hasDerivedId: registrationId !== undefined && userIdOf(registrationId) === userId,
        parts: partsOf({ inPool, profile, lock, authorization }, registrationId),
        holdsRoles: (authorization?.roles?.size ?? 0) > 0,
        record,
        profile,
        authorization,
      };
    });
  };
}

export interface CheckDependencies {
  readonly read: ReadSubjects;
  readonly clock: Clock;
}

export interface CheckResult {
  readonly subjects: readonly StoredSubject[];
  readonly findings: readonly Finding[];
}

export type CheckUsers = (candidates: readonly Candidate[]) => Promise<CheckResult>;

/**
 * Checks candidates, and those with a finding a second time: four reads of one user are no snapshot, and a request
 * may have changed the user in between. Such a change has also updated the user's record by then.
 */
export function checkUsers({ read, clock }: CheckDependencies): CheckUsers {
  async function checkOnce(candidates: readonly Candidate[]): Promise<CheckResult> {
    if (candidates.length === 0) return { subjects: [], findings: [] };
    const subjects = await read(candidates);
    return { subjects, findings: subjects.flatMap((subject) => findingOf(subject, clock()) ?? []) };
  }

  return async (candidates) => {
    const { subjects, findings: first } = await checkOnce(candidates);
    const ids = new Set(first.map(({ userId }) => userId));
    const { findings } = await checkOnce(candidates.filter(({ userId }) => ids.has(userId)));
    return { subjects, findings };
  };
}

/** Logs one line for each finding, with ids only. */
export function logFindings(passId: string, findings: readonly Finding[]): void {
  for (const finding of findings) logger.warn('reconciliation finding', { passId, ...finding });
}
