import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Route, routes } from '../../contracts/api/routes.ts';
import { operations } from '../../contracts/api/texts/index.ts';
import { type Api, apiAs } from '../support/deployed/api.ts';
import { newRole } from '../support/deployed/roles.ts';
import { newUser, type SignedIn } from '../support/deployed/sign-in.ts';
import { forgive } from '../support/deployed/throttles.ts';
import type { Known } from '../support/fuzz/json-schema.ts';
import { type HostileRequest, hostileRequests } from '../support/fuzz/requests.ts';

let caller: SignedIn;
let api: Api;
let known: Known;

beforeAll(async () => {
  caller = await newUser('admin');
  api = caller.api;
  const { userId, account } = await newUser('user');
  const words = ['seven quiet lanterns above the harbour'];
  known = {
    email: [account.email, `unknown.${randomUUID()}@example.com`],
    username: [userId, account.email],
    userId: [userId],
    // A role of this test: changing it affects no other test.
    role: [await newRole('audit:read')],
    name: ['Ann Example', `role-${randomUUID().slice(0, 8)}`],
    password: words,
    newPassword: words,
  };
});
// Wrong passwords from this machine slow every other test down.
afterEach(forgive);
afterAll(forgive);

const pathOf = ({ path }: Route): string =>
  path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(known[name]?.[0] ?? randomUUID()));

/** apiAs() checks each answer against the API's description, and for internal details in it. */
async function send(route: Route, { body, headers }: HostileRequest): Promise<void> {
  // A cookie is a browser's; together with a token it is not looked at.
  const asked = route.permission === 'public' ? apiAs() : api;
  const { status } = await asked(route.method, pathOf(route), { headers, ...(body === undefined ? {} : { body }) });
  expect(status).toBeLessThan(500);
}

// Each is a process on this machine, and some take two seconds; two hundred a route: test/unit/api/fuzz.test.ts.
const REQUESTS = 8;

const withBody = routes.filter(({ operation }) => operations[operation].body !== undefined);

it.each(withBody.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s answers hostile bodies as the OpenAPI document describes, behind the gateway too',
  async (_name, route) => {
    const requests = fc.array(hostileRequests(route, known), { minLength: REQUESTS, maxLength: REQUESTS });
    // One by one where they change something of one user or one role: else they are in each other's way.
    const sendAll = async (some: readonly HostileRequest[]) => {
      if (route.permission === 'public') await Promise.all(some.map((request) => send(route, request)));
      else for (const request of some) await send(route, request);
    };
    await fc.assert(fc.asyncProperty(requests, sendAll), { numRuns: 1, endOnFailure: true });
  },
);
