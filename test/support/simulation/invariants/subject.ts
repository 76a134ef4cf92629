import { authorizationKey } from '../../../../lambdas/domain/authorization/authorization.ts';
import { grantKey } from '../../../../lambdas/domain/authorization/grants.ts';
import { emailLockKey, type RegistrationRecord } from '../../../../lambdas/domain/registration/record.ts';
import type { JournalRow } from '../../../../lambdas/platform/events/journal.ts';
import type { Item } from '../dynamo/item.ts';
import type { PoolUser } from '../services/pool.ts';
import type { World } from '../world.ts';

export type Rec = RegistrationRecord & {
  readonly userDeletedAt?: string;
  readonly userDeletionStartedAt?: string;
};

/** All that a world holds about one registration. */
export interface Subject {
  readonly world: World;
  readonly record: Rec;
  readonly rows: readonly JournalRow[];
  readonly poolUser: PoolUser | undefined;
  readonly profile: Item | undefined;
  readonly held: ReadonlySet<string>;
  readonly grants: readonly string[];
  readonly lock: Item | undefined;
}

const journalOf = (world: World) => world.database.table('journal').items as unknown as readonly JournalRow[];

/** The journal's rows that speak of a registration or of its user, by any writer. */
function rowsAbout(world: World, { registrationId, userId }: Rec): readonly JournalRow[] {
  return journalOf(world).filter(({ detail }) => {
    const about = detail.data as { registrationId?: string; userId?: string };
    return about.registrationId === registrationId || about.userId === userId;
  });
}

function subjectOf(world: World, record: Rec): Subject {
  const { userId } = record;
  const { database } = world;
  const access = database.table('access');
  const prefix = grantKey(userId, '');
  const grants = access.items.filter(({ pk, sk }) => pk === prefix.pk && String(sk).startsWith(prefix.sk));
  const authorization = access.get(authorizationKey(userId));
  return {
    world,
    record,
    rows: rowsAbout(world, record),
    poolUser: world.pool.users.get(userId),
    profile: database.table('users').get({ userId }),
    held: (authorization?.roles as ReadonlySet<string>) ?? new Set(),
    grants: grants.map(({ role }) => String(role)),
    lock: database.table('registrations').get(emailLockKey(record.email ?? '')),
  };
}

/** Every registration of a world. */
export function subjectsOf(world: World): readonly Subject[] {
  const items = world.database.table('registrations').items as unknown as readonly (Rec & { pk: string })[];
  return items.filter(({ pk }) => pk.startsWith('REGISTRATION#')).map((record) => subjectOf(world, record));
}

export const isDeleted = ({ record }: Subject): boolean => record.userDeletedAt !== undefined;

/** Between the two halves of a deletion that was not repeated. */
export const isHalfDeleted = ({ record }: Subject): boolean =>
  record.userDeletionStartedAt !== undefined && record.userDeletedAt === undefined;

export const typesOf = ({ rows }: Subject): readonly string[] => rows.map(({ type }) => type);

export const same = (one: Iterable<string>, other: Iterable<string>): boolean =>
  JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());
