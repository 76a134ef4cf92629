import { CRASH_AFTER, error, fault, LOST, lasting, WRITE } from '../fault-builders.ts';
import type { Action } from './action.ts';
import type { RoleScenario } from './run-scenario.ts';

/** One path of changes, and its answers, in the order of the answers: status and problem. */
export interface RolePath {
  readonly scenario: RoleScenario;
  readonly answers: readonly string[];
}

const LATER_MS = 5_000;
const assigns = (more: object = {}): Action =>
  ({ does: 'assign', user: 'cia', role: 'helper', by: 'root', ...more }) as Action;
const revokes = (more: object = {}): Action => ({ ...assigns(), does: 'revoke', ...more }) as Action;
const API = 'access/api';

/** Paths through the operations on roles. */
export const rolePaths: Readonly<Record<string, RolePath>> = {
  'a role is assigned and revoked': {
    scenario: { actions: [assigns(), revokes({ after: LATER_MS })] },
    answers: ['200', '204'],
  },
  'a role is assigned that the user has': {
    scenario: { actions: [assigns(), assigns({ after: LATER_MS })] },
    answers: ['200', '409 already_has_role'],
  },
  'two admins demote each other': {
    scenario: {
      actions: [revokes({ user: 'bob', role: 'admin', by: 'ann' }), revokes({ user: 'ann', role: 'admin', by: 'bob' })],
    },
    answers: ['204', '409 last_admin'],
  },
  'a disabled user is made an admin': {
    scenario: { actions: [{ does: 'disable', user: 'cia', by: 'root' }, assigns({ role: 'admin', after: LATER_MS })] },
    answers: ['200', '200'],
  },
  'a caller assigns more than they hold': {
    scenario: { actions: [assigns({ by: 'deputy', role: 'admin' })] },
    answers: ['403 not_allowed'],
  },
  'the answer is lost when a role is assigned': {
    scenario: { actions: [assigns()], faults: [fault(API, WRITE, LOST)] },
    answers: ['200'],
  },
  'the function dies when the role is assigned': {
    scenario: { actions: [assigns({ key: 'one' })], faults: [fault(API, WRITE, CRASH_AFTER)] },
    answers: ['502', '200'],
  },
  'a request is repeated when its effect is undone': {
    scenario: {
      actions: [assigns({ key: 'one' }), revokes({ after: LATER_MS }), assigns({ key: 'one', after: 2 * LATER_MS })],
    },
    answers: ['200', '204', '200'],
  },
  'an admin loses the role before the deletion is written': {
    scenario: {
      actions: [
        { does: 'delete', user: 'bob', by: 'root', impatient: true },
        revokes({ user: 'bob', role: 'admin', after: 500 }),
      ],
      // It has read that the user is an admin, and goes on when that is no longer true.
      faults: [fault('accounts/api', WRITE, { kind: 'zombie', ms: 2_000 })],
    },
    answers: ['502', '204'],
  },
  'the audit store is down until all is over': {
    scenario: {
      actions: [assigns(), revokes({ after: LATER_MS }), revokes({ after: 2 * LATER_MS })],
      faults: [fault('audit/record-entry', 'PutItem', error('InternalServerError'), lasting)],
    },
    answers: ['200', '204', '409 does_not_have_role'],
  },
};
