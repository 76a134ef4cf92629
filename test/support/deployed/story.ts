import type { Entry } from './audit-trail.ts';
import type { Traces } from './traces.ts';

/** What consumers tell in their turn, whenever they are through: it has no place in the order. */
const consequences: readonly string[] = ['AUTHORIZATION_CACHE_INVALIDATED', 'ALL_SESSIONS_REVOKED'];

/** The place that a role assignment's outcome takes among others of its action. */
const roleOf = ({ action, details }: Entry): string =>
  action.startsWith('ROLE_') && details.role ? ` ${details.role}` : '';

/** What the audit trail tells of a registration, in its order: `USER_CREATED`, `ROLE_ASSIGNED user`, ... */
export const storyOf = ({ entries }: Pick<Traces, 'entries'>): readonly string[] =>
  entries.filter(({ action }) => !consequences.includes(action)).map((entry) => `${entry.action}${roleOf(entry)}`);
