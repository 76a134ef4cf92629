import { CRASH_AFTER, error, fault, LOST, lasting, WRITE } from '../fault-vocabulary.ts';
import type { Deed } from './deed.ts';
import type { RoleLife } from './live.ts';

/** One course of changes, and what it is answered, in the order of the answers: status and problem. */
export interface Course {
  readonly life: RoleLife;
  readonly answers: readonly string[];
}

const LATER_MS = 5_000;
const gives = (more: object = {}): Deed =>
  ({ does: 'assign', user: 'cia', role: 'helper', by: 'root', ...more }) as Deed;
const takes = (more: object = {}): Deed => ({ ...gives(), does: 'revoke', ...more }) as Deed;
const API = 'access/api';

/** Courses through the operations on roles, by what happens. */
export const courses: Readonly<Record<string, Course>> = {
  'a role is given and taken': {
    life: { deeds: [gives(), takes({ after: LATER_MS })] },
    answers: ['200', '204'],
  },
  'a role is given that she has': {
    life: { deeds: [gives(), gives({ after: LATER_MS })] },
    answers: ['200', '409 already_has_role'],
  },
  'two admins demote each other': {
    life: {
      deeds: [takes({ user: 'bob', role: 'admin', by: 'ann' }), takes({ user: 'ann', role: 'admin', by: 'bob' })],
    },
    answers: ['204', '409 last_admin'],
  },
  'somebody is made an admin while she is disabled': {
    life: { deeds: [{ does: 'disable', user: 'cia', by: 'root' }, gives({ role: 'admin', after: LATER_MS })] },
    answers: ['200', '200'],
  },
  'somebody gives more than she holds': {
    life: { deeds: [gives({ by: 'deputy', role: 'admin' })] },
    answers: ['403 not_allowed'],
  },
  'the answer is lost when a role is given': {
    life: { deeds: [gives()], faults: [fault(API, WRITE, LOST)] },
    answers: ['200'],
  },
  'the function dies when the role is given': {
    life: { deeds: [gives({ key: 'one' })], faults: [fault(API, WRITE, CRASH_AFTER)] },
    answers: ['502', '200'],
  },
  'a request comes again when what it did is undone': {
    life: {
      deeds: [gives({ key: 'one' }), takes({ after: LATER_MS }), gives({ key: 'one', after: 2 * LATER_MS })],
    },
    answers: ['200', '204', '200'],
  },
  'somebody is no admin any more when her deletion is written': {
    life: {
      deeds: [
        { does: 'delete', user: 'bob', by: 'root', impatient: true },
        takes({ user: 'bob', role: 'admin', after: 500 }),
      ],
      // It has read that she is one, and goes on when she is none.
      faults: [fault('accounts/api', WRITE, { kind: 'zombie', ms: 2_000 })],
    },
    answers: ['502', '204'],
  },
  'the audit store is down until all is over': {
    life: {
      deeds: [gives(), takes({ after: LATER_MS }), takes({ after: 2 * LATER_MS })],
      faults: [fault('audit/record-entry', 'PutItem', error('InternalServerError'), lasting)],
    },
    answers: ['200', '204', '409 does_not_have_role'],
  },
};
