import type { Effect, Fault } from './fault.ts';
import type { World } from './world.ts';

export const ann = { key: 'ann', email: 'ann@example.com' };
export const registers = (roles: readonly string[] = ['user']) => ({ does: 'register', ...ann, roles }) as const;

export const fault = (by: string, operation: string, effect: Effect, more: Partial<Fault> = {}): Fault => ({
  by,
  operation,
  nth: 1,
  effect,
  ...more,
});
export const error = (name: string): Effect => ({ kind: 'error', name });
export const LOST: Effect = { kind: 'ambiguous', name: 'TimeoutError' };
export const CRASH_BEFORE: Effect = { kind: 'crash', when: 'before' };
export const CRASH_AFTER: Effect = { kind: 'crash', when: 'after' };
export const lasting = { lasting: true };

export const ASSIGN = 'registration/assign-roles';
export const CREATE = 'registration/create-user';
export const ROLL_BACK = 'registration/roll-back-user';
export const RECONCILER = 'reconciliation/reconcile';
export const MAILER = 'mail/send-mail';
export const WRITE = 'TransactWriteItems';

export const MINUTES_MS = 60_000;

/** The first creation's answer is a minute late, as over a restart. */
export const lateCreation = fault(CREATE, 'AdminCreateUser', { kind: 'late', ms: MINUTES_MS });
export const refusedRoles = fault(ASSIGN, WRITE, error('ValidationException'));
export const noDeletions = fault(ROLL_BACK, 'AdminDeleteUser', error('InternalErrorException'), lasting);

export const executions = ({ executions: { all } }: World) => all.size;
export const statuses = ({ answers }: World) => answers.map(({ status }) => status);
export const mailsToAnn = ({ mailbox }: World) => mailbox.mails.filter(({ to }) => to === ann.email).length;
export const passed = (state: string) => (world: World) =>
  [...world.executions.all.values()].some(({ entered }) => entered.includes(state));
export const intents = ({ database }: World) => database.table('mail').items.map(({ state }) => state);
export const deletions = ({ pool }: World) => pool.deletions.length;
