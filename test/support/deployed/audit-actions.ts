import type { Entry } from './audit-trail.ts';
import type { Traces } from './traces.ts';

/** Recorded by consumers whenever they are done: their place in the order varies. */
const consumerActions: readonly string[] = ['AUTHORIZATION_CACHE_INVALIDATED', 'ALL_SESSIONS_REVOKED'];

const roleOf = ({ action, details }: Entry): string =>
  action.startsWith('ROLE_') && details.role ? ` ${details.role}` : '';

/** The actions of audit entries in their order, without those of consumers: `USER_CREATED`, `ROLE_ASSIGNED user`, ... */
export const auditActions = ({ entries }: Pick<Traces, 'entries'>): readonly string[] =>
  entries.filter(({ action }) => !consumerActions.includes(action)).map((entry) => `${entry.action}${roleOf(entry)}`);
