import { SYSTEM_ACTOR_ID } from '../../../../contracts/fields.ts';
import { ann, refusedRoles, registers } from '../fault-builders.ts';
import { runScenario } from '../run-scenario.ts';
import type { World } from '../world.ts';
import type { Action, Change } from './action.ts';
import { runRoleScenario } from './run-scenario.ts';

/** A path that assigns or revokes a role, and the order in which the audit trail records it. */
export interface EventPath {
  readonly run: () => Promise<World>;
  /** `action role: reason`, with what surrounds them on this path. */
  readonly recorded: readonly string[];
}

/** By who may do everything, where not said. */
const runActions =
  (...actions: readonly (Change & Partial<Action>)[]) =>
  async () =>
    (await runRoleScenario({ actions: actions.map((action) => ({ by: 'root', ...action })) })).world;
const runActors = (scenario: Parameters<typeof runScenario>[0]) => async () =>
  (await runScenario(scenario, () => [])).world;

const assigned = (role: string) => [`ROLE_ASSIGNMENT_ATTEMPTED ${role}`, `ROLE_ASSIGNED ${role}`];
const notAssigned = (role: string, reason: string) => [
  `ROLE_ASSIGNMENT_ATTEMPTED ${role}`,
  `ROLE_ASSIGNMENT_FAILED ${role}: ${reason}`,
];
const revoked = (role: string, why = '') => [`ROLE_REVOCATION_ATTEMPTED ${role}${why}`, `ROLE_REVOKED ${role}${why}`];
const notRevoked = (role: string, reason: string) => [
  `ROLE_REVOCATION_ATTEMPTED ${role}`,
  `ROLE_REVOCATION_FAILED ${role}: ${reason}`,
];

const roles = ['readonly', 'user'] as const;
const assigns = { does: 'assign', user: 'cia', role: 'user' } as const;

/** Every path by which roles come and go. */
export const eventPaths: Readonly<Record<string, EventPath>> = {
  'assign over HTTP': { run: runActions(assigns), recorded: assigned('user') },
  'assign over HTTP, refused': {
    run: runActions({ ...assigns, by: 'clerk' }),
    recorded: notAssigned('user', 'not_allowed'),
  },
  'revoke over HTTP': {
    run: runActions({ does: 'revoke', user: 'bob', role: 'readonly' }),
    recorded: revoked('readonly'),
  },
  'revoke over HTTP, refused': {
    run: runActions({ does: 'revoke', user: 'cia', role: 'user' }),
    recorded: notRevoked('user', 'does_not_have_role'),
  },
  'replace over HTTP': {
    run: runActions({ does: 'replace', user: 'bob', roles: ['helper', 'user'] }),
    recorded: [
      ...assigned('helper'),
      ...assigned('user'),
      ...revoked('admin'),
      ...revoked('readonly'),
      'USER_ROLES_REPLACED',
    ],
  },
  'replace over HTTP, refused': {
    run: runActions({ does: 'replace', user: 'cia', roles: ['user', 'unknown'] }),
    recorded: notAssigned('unknown', 'role_not_found'),
  },
  registration: {
    run: runActors({ actors: [registers(roles)] }),
    recorded: [
      'ROLE_ASSIGNMENT_ATTEMPTED readonly',
      'ROLE_ASSIGNMENT_ATTEMPTED user',
      'ROLE_ASSIGNED readonly',
      'ROLE_ASSIGNED user',
    ],
  },
  'registration, rolled back': {
    run: runActors({ actors: [registers()], faults: [refusedRoles] }),
    recorded: notAssigned('user', 'storage_error'),
  },
  invitation: {
    run: runActors({
      actors: [
        { does: 'invite', ...ann, roles: ['readonly'] },
        { ...registers([]), after: 1_000 },
      ],
    }),
    recorded: assigned('readonly'),
  },
  'invitation, refused': {
    run: runActors({
      actors: [
        { does: 'invite', ...ann, roles: ['readonly'] },
        { does: 'remove role', role: 'readonly', after: 500 },
        { ...registers([]), after: 1_000 },
      ],
    }),
    recorded: notAssigned('readonly', 'role_not_found'),
  },
  deletion: {
    run: runActions({ does: 'delete', user: 'bob' }),
    recorded: [...revoked('admin', ': user_deleted'), ...revoked('readonly', ': user_deleted')],
  },
  'deletion, refused': {
    run: runActions({ does: 'delete', user: 'ann' }, { does: 'delete', user: 'bob', after: 5_000 }),
    recorded: [
      ...revoked('admin', ': user_deleted'),
      'ROLE_REVOCATION_ATTEMPTED admin: user_deleted',
      'ROLE_REVOCATION_FAILED admin: last_admin',
    ],
  },
  // What is given back to an admin who lost it goes over HTTP: test/journeys/dev-admin.test.ts.
  'set-up of the dev admin': {
    run: runActors({
      actors: [
        {
          does: 'start by hand',
          key: 'hand-admin',
          input: { email: 'user@example.com', name: 'Admin', roles: ['admin'], requestedBy: SYSTEM_ACTOR_ID },
        },
      ],
    }),
    recorded: assigned('admin'),
  },
};
