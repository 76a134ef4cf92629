import * as fc from 'fast-check';
import type { Effect, Fault } from '../fault.ts';
import { casesOf } from '../faults-by-operation.ts';
import { seededRandom } from '../random.ts';
import type { Action } from './action.ts';
import type { RoleScenario } from './run-scenario.ts';
import { type Caller, callers, users } from './users.ts';

/** One random life: who changes what, what breaks, and in which order all of it happens. */
export interface RoleSchedule {
  readonly actions: readonly Action[];
  readonly faults: readonly Fault[];
  readonly order: number;
  readonly duplicates: boolean;
}

const by = fc.constantFrom<Caller>('root', ...callers);
const user = fc.constantFrom(...users);
const role = fc.oneof(
  { weight: 1, arbitrary: fc.constant('admin') },
  { weight: 1, arbitrary: fc.constantFrom('user', 'readonly', 'helper', 'helper', 'helper', 'unknown') },
);
const roles = fc.uniqueArray(role, { maxLength: 3 });
const groups = fc.uniqueArray(fc.constantFrom('members', 'auditors', 'inviters', 'plan-free'), { maxLength: 2 });
// Two keys, so that one comes again with the same request and with another.
const key = fc.option(fc.constantFrom('one', 'two'), { nil: undefined });
// At once, while others run, and after they have ended.
const after = fc.constantFrom(0, 0, 10, 20, 40, 80, 400, 1_100, 70_000);
const impatient = fc.boolean();
const asked = { by, after, impatient };

const gives = fc.record({ does: fc.constant('assign'), user, role, key, ...asked });
const takes = fc.record({ does: fc.constant('revoke'), user, role, key, ...asked });
const replaces = fc.record({ does: fc.constant('replace'), user, roles, key, ...asked });
const setsGroups = fc.record({ does: fc.constant('set groups'), user, groups, ...asked });
const switches = fc.record({
  does: fc.constantFrom('disable', 'disable', 'disable', 'enable', 'delete'),
  user,
  ...asked,
  by: fc.constant('root'),
});
const drops = fc.record({ does: fc.constant('drop role'), role: fc.constant('helper'), ...asked });

const action = fc.oneof(
  { weight: 5, arbitrary: gives },
  { weight: 5, arbitrary: takes },
  { weight: 4, arbitrary: replaces },
  { weight: 2, arbitrary: setsGroups },
  { weight: 3, arbitrary: switches },
  { weight: 1, arbitrary: drops },
) as fc.Arbitrary<Action>;

const WRITE = 'TransactWriteItems';
const callsOf = {
  'access/api': [WRITE, WRITE, WRITE, 'GetItem', 'GetItem', 'BatchGetItem', 'Query', 'PutItem'],
  'accounts/api': [WRITE, 'GetItem', 'AdminDisableUser', 'AdminDeleteUser'],
  'access/invalidate-cache': ['PutItem'],
  'sessions/end-sessions': ['GetItem', 'Query', 'AdminUserGlobalSignOut', 'PutItem'],
  'journal/publish-journal': ['PutEvents'],
  'audit/record-entry': ['PutItem'],
} as const;

// The function that makes the change breaks more often than the consumers.
const weights: Readonly<Record<keyof typeof callsOf, number>> = {
  'access/api': 8,
  'accounts/api': 2,
  'access/invalidate-cache': 1,
  'sessions/end-sessions': 1,
  'journal/publish-journal': 1,
  'audit/record-entry': 1,
};

const callArbitraries = Object.entries(callsOf).map(([name, operations]) => ({
  weight: weights[name as keyof typeof callsOf],
  arbitrary: fc.constantFrom(...operations).map((operation) => ({ by: name, operation })),
}));

const lasts = ({ kind }: Effect): boolean => kind === 'error' || kind === 'ambiguous' || kind === 'refused-entries';

const fault: fc.Arbitrary<Fault> = fc.oneof(...callArbitraries).chain((call) => {
  const effects = casesOf(call.by, call.operation).map(({ effect }) => effect);
  const kinds = [...new Set(effects.map(({ kind }) => kind))];
  const effect = fc
    .constantFrom(...kinds)
    .chain((kind) => fc.constantFrom(...effects.filter((one) => one.kind === kind)));
  return fc
    .record({ effect, nth: fc.constantFrom(1, 1, 1, 2, 2, 3, 5), lasting: fc.boolean() })
    .map(({ lasting, ...one }) => ({ ...call, ...one, ...(lasting && lasts(one.effect) ? { lasting } : {}) }));
});

export const roleSchedules: fc.Arbitrary<RoleSchedule> = fc.record({
  actions: fc.array(action, { minLength: 1, maxLength: 10, size: 'max' }),
  faults: fc.array(fault, { maxLength: 5 }),
  order: fc.noShrink(fc.integer({ min: 1 })),
  duplicates: fc.boolean(),
});

// One message in five comes twice.
const DUPLICATED = 0.2;

/** The life that a schedule describes, always the same one. */
export function roleScenarioOf({ actions, faults, order, duplicates }: RoleSchedule): RoleScenario {
  const random = seededRandom(order);
  return {
    actions,
    faults,
    seed: order,
    choose: (count) => Math.floor(random() * count),
    copies: () => (duplicates && random() < DUPLICATED ? 2 : 1),
  };
}
