import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Api, apiAsAdmin } from '../support/deployed/api.ts';
import { refusals, rolesOf, UNKNOWN_USER_ID } from '../support/deployed/role-changes.ts';
import { newRole } from '../support/deployed/roles.ts';
import { newUser, type SignedIn } from '../support/deployed/sign-in.ts';

let admin: Api;
/** May assign roles, and has no other permission. */
let assigner: SignedIn;

beforeAll(async () => {
  admin = await apiAsAdmin();
  assigner = await newUser(await newRole('roles:assign'));
});

describe('the list of role holders', () => {
  it('is ordered newest first, page by page, each holder once', async () => {
    const role = await newRole();
    const holders: string[] = [];
    for (let number = 1; number <= 3; number += 1) holders.unshift((await newUser(role)).userId);
    const pages: (readonly { userId: string }[])[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: '2', ...(cursor ? { cursor } : {}) };
      const { body } = await admin<{ items: readonly { userId: string }[]; nextCursor?: string }>(
        'GET',
        `/v1/roles/${role}/users`,
        { query },
      );
      pages.push(body.items);
      cursor = body.nextCursor;
    } while (cursor !== undefined);

    expect(pages.map(({ length }) => length)).toEqual([2, 1]);
    expect(pages.flat().map(({ userId }) => userId)).toEqual(holders);
  });

  it('refuses an unknown role, a foreign cursor and a caller without the permission, and is 404 for an unknown user', async () => {
    const [role, other] = [await newRole(), await newRole()];
    for (let number = 1; number <= 2; number += 1) await newUser(role);
    const { body } = await admin('GET', `/v1/roles/${role}/users`, { query: { limit: '1' } });
    const query = { cursor: String(body.nextCursor) };

    expect(
      refusals([
        await admin('GET', `/v1/roles/role-${randomUUID()}/users`),
        await admin('GET', rolesOf(UNKNOWN_USER_ID)),
        await admin('GET', `/v1/roles/${other}/users`, { query }),
        await assigner.api('GET', `/v1/roles/${role}/users`),
      ]),
    ).toEqual([
      [404, 'role_not_found'],
      [404, 'user_not_found'],
      [422, 'validation_error'],
      [403, 'not_allowed'],
    ]);
  });
});
