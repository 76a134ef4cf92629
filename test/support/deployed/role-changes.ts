import { expect } from 'vitest';
import { eventuallyHolds } from '../eventually.ts';
import { type Answer, apiAsAdmin, problemOf } from './api.ts';
import { auditActions } from './audit-actions.ts';
import { entriesAbout } from './audit-trail.ts';

/** A user whom no system has. */
export const UNKNOWN_USER_ID = '00000000-0000-4000-8000-000000000000';

export const rolesOf = (userId: string) => `/v1/users/${userId}/roles`;
export const roleOf = (userId: string, role: string) => `${rolesOf(userId)}/${role}`;

/** Status and problem of each. */
export const refusals = (answers: readonly Answer[]) => answers.map((answer) => [answer.status, problemOf(answer)]);

export async function assignedRoles(userId: string): Promise<readonly string[]> {
  const api = await apiAsAdmin();
  const { body } = await api<{ roles: readonly { role: string }[] }>('GET', rolesOf(userId));
  return body.roles.map(({ role }) => role);
}

const ignoredActions: readonly string[] = ['AUTHORIZATION_CACHE_INVALIDATED', 'ALL_SESSIONS_REVOKED'];

/** Waits until the user's story ends with these lines: `ROLE_ASSIGNMENT_FAILED user: last_admin`. */
export const expectRecorded = (userId: string, ...actions: readonly string[]) =>
  eventuallyHolds(`the audit trail records ${actions}`, async () => {
    const entries = (await entriesAbout(userId)).filter(({ action }) => !ignoredActions.includes(action));
    const recorded = entries.map((entry) => {
      const { reason } = entry.details;
      return `${auditActions({ entries: [entry] })}${reason === undefined ? '' : `: ${reason}`}`;
    });
    expect(recorded.slice(-actions.length)).toEqual(actions);
  });
