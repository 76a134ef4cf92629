import { isDeepStrictEqual } from 'node:util';
import { holdersList } from '../../../../contracts/internal/tables.ts';
import { type Authorization, authorizationKey } from '../../../../lambdas/domain/authorization/authorization.ts';
import type { GrantItem } from '../../../../lambdas/domain/authorization/grants.ts';
import type { World } from '../world.ts';
import { holderIn } from './state.ts';
import type { Trace } from './trace.ts';

const violationIf = (wrong: boolean, sentence: string): readonly string[] => (wrong ? [sentence] : []);

type Grant = GrantItem & { readonly pk: string; readonly sk: string; readonly list: string; readonly listedAs: string };

const grantsIn = ({ database }: World): readonly Grant[] =>
  (database.table('access').items as unknown as readonly Grant[]).filter(({ sk }) => sk.startsWith('GRANT#'));

type Held = Authorization | undefined;

/** What is read at a request, by the store and by the events. */
const asHeld = (held: Held) => ({
  roles: [...(held?.roles ?? [])].sort(),
  groups: [...(held?.groups ?? [])].sort(),
  disabled: held?.disabled === true,
  version: held?.version,
});

/** Grants, what is read of them at a request, and their version are what the events say. */
export function storeSaysTheSame(world: World, { now }: Trace): readonly string[] {
  const grants = grantsIn(world);
  return Object.keys(now.holders).flatMap((userId) => {
    const { deleted, signedOut: _, ...recorded } = holderIn(now, userId);
    const held = world.database.table('access').get(authorizationKey(userId)) as Held;
    const granted = grants.filter((grant) => grant.userId === userId).map(({ role }) => role);
    const differs = (is: unknown, events: unknown) =>
      violationIf(
        !isDeepStrictEqual(is, events),
        `${userId}: there is ${JSON.stringify(is)}, and the events say ${JSON.stringify(events)}`,
      );
    return [
      ...differs(granted.sort(), [...recorded.roles]),
      // A deletion removes all of it at once, and publishes the roles.
      ...(deleted || held === undefined
        ? differs([...(held?.roles ?? [])], recorded.roles)
        : differs(asHeld(held), recorded)),
    ];
  });
}

/** Each grant is listed under its role, at the time of its event. */
export function grantsAreListed(world: World, { rows }: Trace): readonly string[] {
  return grantsIn(world).flatMap(({ userId, role, list, listedAs, grantedAt }) => {
    const given = rows.findLast(({ type, detail }) => {
      const about = detail.data as { userId?: string; role?: string };
      return type === 'RoleAssignmentSucceeded' && about.userId === userId && about.role === role;
    });
    const at = given?.detail.metadata.occurredAt ?? grantedAt;
    return [
      ...violationIf(
        list !== holdersList(role) || listedAs !== `${grantedAt}#${userId}`,
        `${role} is listed at ${list}`,
      ),
      ...violationIf(grantedAt !== at, `${role} was granted at ${grantedAt}, and given at ${at}`),
    ];
  });
}

/** Every consumer of role events published its own event once an event. */
const following: Readonly<Record<string, (type: string, data: { role?: string; reason?: string }) => boolean>> = {
  AuthorizationCacheInvalidated: (type) =>
    ['RoleAssignmentSucceeded', 'RoleRevocationSucceeded', 'PermissionGroupsSet'].includes(type),
  AllSessionsRevoked: (type, { role, reason }) =>
    ['UserDisabled', 'UserDeleted'].includes(type) ||
    (type === 'RoleRevocationSucceeded' && role === 'admin' && reason !== 'user_deleted'),
};

export function followersReport({ rows }: Trace): readonly string[] {
  return Object.entries(following).flatMap(([follower, concerns]) =>
    rows.flatMap(({ type, detail }) => {
      const recorded = rows.filter(
        (row) => row.type === follower && row.detail.metadata.causationId === detail.metadata.eventId,
      );
      const expected = concerns(type, detail.data as object) ? 1 : 0;
      return violationIf(
        recorded.length !== expected,
        `${follower} is recorded ${recorded.length} times for a ${type}`,
      );
    }),
  );
}
