import type { Entry } from './audit-trail.ts';
import type { Traces } from './traces.ts';

/** The place that a role assignment's outcome takes among others of its action. */
const roleOf = ({ action, details }: Entry): string =>
  action.startsWith('ROLE_') && details.role ? ` ${details.role}` : '';

/** What the audit trail tells of a registration, in its order: `USER_CREATED`, `ROLE_ASSIGNED user`, ... */
export const storyOf = ({ entries }: Pick<Traces, 'entries'>): readonly string[] =>
  entries.map((entry) => `${entry.action}${roleOf(entry)}`);
