import { beforeAll, describe, expect, it } from 'vitest';
import { eventPaths } from '../support/simulation/roles/event-paths.ts';
import { registeredUsers } from '../support/simulation/roles/users.ts';
import type { World } from '../support/simulation/world.ts';

// The same over the deployed whole: test/journeys/{roles,replace-roles,admins,register,users}.test.ts.

const ABOUT_ROLES = /^(ROLE_|USER_ROLES_)/;

interface Entry {
  readonly eventId: string;
  readonly at: string;
  readonly action: string;
  readonly actorId?: string;
  readonly targetId?: string;
  readonly details: { readonly role?: string; readonly reason?: string };
}

/** Who was there before registered with roles, too. */
let earlier: ReadonlySet<string>;
beforeAll(async () => {
  earlier = new Set(entriesOf(await registeredUsers()).map(({ eventId }) => eventId));
});

/** As the audit trail sorts them. */
function entriesOf({ database }: World): readonly Entry[] {
  const items = database.table('audit').items as unknown as readonly Entry[];
  return items
    .filter(({ action, eventId }) => ABOUT_ROLES.test(action) && !earlier?.has(eventId))
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
}

const summaryOf = ({ action, details: { role, reason } }: Entry): string =>
  [action, role && ` ${role}`, reason && `: ${reason}`].join('');

/** Each event's level in the log, by its id. */
function levelsIn({ log }: World): ReadonlyMap<string, string> {
  const lines = log.map((line) => JSON.parse(line) as { level: string; eventId?: string; message: string });
  return new Map(
    lines.flatMap(({ level, eventId, message }) =>
      /^(Role|UserRoles)/.test(message) && eventId ? [[eventId, level]] : [],
    ),
  );
}

describe.each(Object.entries(eventPaths))('%s', (_, { run: live, recorded }) => {
  it('publishes each attempt before its one outcome, to the audit trail with actor and target, and to the log', async () => {
    const world = await live();
    const entries = entriesOf(world);

    expect(entries.map(summaryOf)).toEqual(recorded);
    for (const { actorId, targetId } of entries) {
      expect(actorId).toEqual(expect.any(String));
      expect(targetId).toEqual(expect.any(String));
    }
    const levels = levelsIn(world);
    const expected = recorded.map((event) => (event.includes('_FAILED') ? 'WARN' : 'INFO'));
    expect(entries.map(({ eventId }) => levels.get(eventId))).toEqual(expected);
  });
});
