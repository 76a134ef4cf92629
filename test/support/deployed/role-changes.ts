import { expect } from 'vitest';
import { eventuallyHolds } from '../eventually.ts';
import { type Answer, apiAsAdmin, problemOf } from './api.ts';
import { entriesAbout } from './audit-trail.ts';
import { storyOf } from './story.ts';

/** A user whom no system has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

export const rolesOf = (userId: string) => `/v1/users/${userId}/roles`;
export const roleOf = (userId: string, role: string) => `${rolesOf(userId)}/${role}`;

/** Status and problem of each. */
export const refusals = (answers: readonly Answer[]) => answers.map((answer) => [answer.status, problemOf(answer)]);

export async function heldBy(userId: string): Promise<readonly string[]> {
  const api = await apiAsAdmin();
  const { body } = await api<{ roles: readonly { role: string }[] }>('GET', rolesOf(userId));
  return body.roles.map(({ role }) => role);
}

const aside: readonly string[] = ['AUTHORIZATION_CACHE_INVALIDATED', 'ALL_SESSIONS_REVOKED'];

/** Waits until the user's story ends with these lines: `ROLE_ASSIGNMENT_FAILED user: last_admin`. */
export const expectTold = (userId: string, ...story: readonly string[]) =>
  eventuallyHolds(`the audit trail tells ${story}`, async () => {
    const entries = (await entriesAbout(userId)).filter(({ action }) => !aside.includes(action));
    const told = entries.map((entry) => {
      const { reason } = entry.details;
      return `${storyOf({ entries: [entry] })}${reason === undefined ? '' : `: ${reason}`}`;
    });
    expect(told.slice(-story.length)).toEqual(story);
  });
