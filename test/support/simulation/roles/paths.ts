import { SYSTEM_ACTOR_ID } from '../../../../contracts/fields.ts';
import { ann, refusedRoles, registers } from '../fault-vocabulary.ts';
import { live } from '../life.ts';
import type { World } from '../world.ts';
import type { Change, Deed } from './deed.ts';
import { liveWithRoles } from './live.ts';

/** A way that a role is given or taken by, and the order in which the audit trail tells of it. */
export interface Path {
  readonly live: () => Promise<World>;
  /** `action role: reason`, with what surrounds them on this path. */
  readonly told: readonly string[];
}

/** By who may do everything, where not said. */
const asked =
  (...deeds: readonly (Change & Partial<Deed>)[]) =>
  async () =>
    (await liveWithRoles({ deeds: deeds.map((deed) => ({ by: 'root', ...deed })) })).world;
const lived = (life: Parameters<typeof live>[0]) => async () => (await live(life, () => [])).world;

const given = (role: string) => [`ROLE_ASSIGNMENT_ATTEMPTED ${role}`, `ROLE_ASSIGNED ${role}`];
const notGiven = (role: string, reason: string) => [
  `ROLE_ASSIGNMENT_ATTEMPTED ${role}`,
  `ROLE_ASSIGNMENT_FAILED ${role}: ${reason}`,
];
const taken = (role: string, why = '') => [`ROLE_REVOCATION_ATTEMPTED ${role}${why}`, `ROLE_REVOKED ${role}${why}`];
const notTaken = (role: string, reason: string) => [
  `ROLE_REVOCATION_ATTEMPTED ${role}`,
  `ROLE_REVOCATION_FAILED ${role}: ${reason}`,
];

const roles = ['readonly', 'user'] as const;
const assigns = { does: 'assign', user: 'cia', role: 'user' } as const;

/** Every path by which roles come and go. */
export const paths: Readonly<Record<string, Path>> = {
  'assign over HTTP': { live: asked(assigns), told: given('user') },
  'assign over HTTP, refused': { live: asked({ ...assigns, by: 'clerk' }), told: notGiven('user', 'not_allowed') },
  'revoke over HTTP': { live: asked({ does: 'revoke', user: 'bob', role: 'readonly' }), told: taken('readonly') },
  'revoke over HTTP, refused': {
    live: asked({ does: 'revoke', user: 'cia', role: 'user' }),
    told: notTaken('user', 'does_not_have_role'),
  },
  'replace over HTTP': {
    live: asked({ does: 'replace', user: 'bob', roles: ['helper', 'user'] }),
    told: [...given('helper'), ...given('user'), ...taken('admin'), ...taken('readonly'), 'USER_ROLES_REPLACED'],
  },
  'replace over HTTP, refused': {
    live: asked({ does: 'replace', user: 'cia', roles: ['user', 'unheard-of'] }),
    told: notGiven('unheard-of', 'role_not_found'),
  },
  registration: {
    live: lived({ actors: [registers(roles)] }),
    told: [
      'ROLE_ASSIGNMENT_ATTEMPTED readonly',
      'ROLE_ASSIGNMENT_ATTEMPTED user',
      'ROLE_ASSIGNED readonly',
      'ROLE_ASSIGNED user',
    ],
  },
  'registration, rolled back': {
    live: lived({ actors: [registers()], faults: [refusedRoles] }),
    told: notGiven('user', 'storage_error'),
  },
  invitation: {
    live: lived({
      actors: [
        { does: 'invite', ...ann, roles: ['readonly'] },
        { ...registers([]), after: 1_000 },
      ],
    }),
    told: given('readonly'),
  },
  'invitation, refused': {
    live: lived({
      actors: [
        { does: 'invite', ...ann, roles: ['readonly'] },
        { does: 'remove role', role: 'readonly', after: 500 },
        { ...registers([]), after: 1_000 },
      ],
    }),
    told: notGiven('readonly', 'role_not_found'),
  },
  deletion: {
    live: asked({ does: 'delete', user: 'bob' }),
    told: [...taken('admin', ': user_deleted'), ...taken('readonly', ': user_deleted')],
  },
  'deletion, refused': {
    live: asked({ does: 'delete', user: 'ann' }, { does: 'delete', user: 'bob', after: 5_000 }),
    told: [
      ...taken('admin', ': user_deleted'),
      'ROLE_REVOCATION_ATTEMPTED admin: user_deleted',
      'ROLE_REVOCATION_FAILED admin: last_admin',
    ],
  },
  // What is given back to an admin who lost it goes over HTTP: test/journeys/dev-admin.test.ts.
  'set-up of the dev admin': {
    live: lived({
      actors: [
        {
          does: 'start by hand',
          key: 'hand-admin',
          input: { email: 'user@example.com', name: 'Admin', roles: ['admin'], requestedBy: SYSTEM_ACTOR_ID },
        },
      ],
    }),
    told: given('admin'),
  },
};
