import * as fc from 'fast-check';
import { SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import { callsByFunction } from './calls-by-function.ts';
import { type Effect, type Fault, leaveBehind } from './fault.ts';
import { lateCreation, refusedRoles } from './fault-builders.ts';
import { casesOf } from './faults-by-operation.ts';
import { seededRandom } from './random.ts';
import type { Actor, Scenario } from './run-scenario.ts';

/** One random life: who does what, what breaks, and in which order all of it happens. */
export interface Schedule {
  readonly actors: readonly Actor[];
  readonly faults: readonly Fault[];
  /** Chooses who goes on next, how long waits are, and which messages come twice. */
  readonly order: number;
  readonly duplicates: boolean;
  readonly checksAliases: boolean;
}

// Two users; the first one's address in forms that are the same to us.
const emails = ['ann@example.com', 'ANN@Example.com', 'zo\u00eb@example.com', 'Zoe\u0308@EXAMPLE.com'] as const;
const keys = ['one', 'two', 'three'] as const;
const roleSets = [[], ['user'], ['admin'], ['user', 'readonly'], ['admin', 'user', 'readonly']];

// At once, while others run, and after they have ended.
const afterMs = fc.constantFrom(0, 20, 60, 100, 140, 200, 3_000, 70_000, 700_000);
const often = <T>(usual: T, ...others: readonly T[]) => fc.constantFrom(usual, usual, ...others);
const key = often<string>(...keys);

const account = {
  key,
  email: fc.constantFrom(...emails),
  roles: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...roleSets) }, fc.constant(['unknown'])),
};
const registersFirst = fc.record({
  does: fc.constant('register'),
  ...account,
  key: fc.constant('one'),
  impatient: fc.boolean(),
});
const registers = fc.record({ does: fc.constant('register'), ...account, impatient: fc.boolean(), after: afterMs });
const invites = fc.record({ does: fc.constant('invite'), ...account, after: afterMs });
const does = fc.constantFrom('resume', 'delete', 'disable', 'enable', 'stop', 'time out');
const changes = fc.record({ does, key: often('one', 'two', 'hand-1'), after: afterMs });
const startsByHand = fc.record({
  does: fc.constant('start by hand'),
  key: fc.constantFrom('hand-1', 'hand-2'),
  input: fc.record({
    email: fc.constantFrom(...emails, 'invalid'),
    name: fc.constantFrom('Ann', ''),
    roles: account.roles,
    requestedBy: fc.constant(SYSTEM_ACTOR_ID),
  }),
  after: afterMs,
});
// While the first registration has passed its check of the roles, too.
const removesRole = fc.record({
  does: fc.constant('remove role'),
  role: fc.constantFrom('readonly', 'user'),
  after: fc.constantFrom(20, 60, 80, 100, 120, 140),
});

// What is settled for a quarter of an hour is judged; an outage lasts for half an hour.
const reconciles = fc.record({
  does: fc.constant('reconcile'),
  action: fc.constantFrom('start', 'tick'),
  fix: fc.boolean(),
  after: fc.constantFrom(100, 70_000, 1_200_000, 1_700_000),
});
const confuses = fc.oneof(
  fc.record({ does: fc.constant('unlist'), key: fc.constantFrom('one', 'two'), after: afterMs }),
  fc.record({
    does: fc.constant('add stranger'),
    key: fc.constantFrom('one', 'two'),
    like: fc.constantFrom('unmarked', 'marked'),
  }),
);

const actor = fc.oneof(
  { weight: 4, arbitrary: registers },
  { weight: 5, arbitrary: changes },
  { weight: 1, arbitrary: invites },
  { weight: 1, arbitrary: startsByHand },
  { weight: 2, arbitrary: removesRole },
  { weight: 2, arbitrary: reconciles },
  { weight: 1, arbitrary: confuses },
) as fc.Arbitrary<Actor>;

/** One actor always registers: the others would have nothing to do. */
const actors = fc.tuple(registersFirst, fc.array(actor, { maxLength: 3 })).map(([first, others]) => [first, ...others]);

const lasts = ({ kind }: Effect): boolean => kind === 'error' || kind === 'ambiguous' || kind === 'refused-entries';

/** Effects of one kind: the kind is drawn first, or the many names of errors would leave no room. */
function effectsOf(by: string, operation: string): fc.Arbitrary<Effect> {
  const effects = casesOf(by, operation).map(({ effect }) => effect);
  const kinds = [...new Set(effects.map(({ kind }) => kind))];
  return fc
    .constantFrom(...kinds)
    .chain((kind) => fc.constantFrom(...effects.filter((effect) => effect.kind === kind)));
}

const callers = callsByFunction.flatMap(({ by, operations, weight }) =>
  operations.map((operation) => ({
    weight: Math.ceil((weight * 12) / operations.length),
    arbitrary: fc.constant({ by, operation }),
  })),
);

// Mostly the first call, and the one after it; an outage begins with the first.
const fault: fc.Arbitrary<Fault> = fc.oneof(...callers).chain(({ by, operation }) =>
  fc
    .record({ effect: effectsOf(by, operation), nth: fc.constantFrom(1, 1, 1, 2, 2, 3, 5), lasting: fc.boolean() })
    .map(({ effect, nth, lasting }) => ({
      by,
      operation,
      effect,
      nth,
      ...(lasting && lasts(effect) ? { lasting } : {}),
    })),
);

const faultsAtRandom = fc.array(fault, { maxLength: 5 });
/** The two that leave a user to the reconciler; chance alone seldom makes one. */
const leavingSomebody = fc.array(fault, { maxLength: 3 }).map((others) => [lateCreation, refusedRoles, ...others]);

export const schedules: fc.Arbitrary<Schedule> = fc.record({
  actors: actors as fc.Arbitrary<readonly Actor[]>,
  faults: fc.oneof({ weight: 9, arbitrary: faultsAtRandom }, { weight: 1, arbitrary: leavingSomebody }),
  order: fc.noShrink(fc.integer({ min: 1 })),
  duplicates: fc.boolean(),
  checksAliases: fc.boolean(),
});

// One message in five comes twice.
const DUPLICATED = 0.2;

/** A reconciler removes only where a function was given up: elsewhere it would hide what others leave. */
function withoutNeedlessRemovals(actors: readonly Actor[], faults: readonly Fault[]): readonly Actor[] {
  if (leaveBehind(faults)) return actors;
  return actors.map((one) => (one.does === 'reconcile' ? { ...one, fix: false } : one));
}

/** The life that a schedule describes, always the same one. */
export function scenarioOf({ actors, faults, order, duplicates, checksAliases }: Schedule): Scenario {
  const random = seededRandom(order);
  return {
    actors: withoutNeedlessRemovals(actors, faults),
    faults,
    seed: order,
    checksAliases,
    choose: (count) => Math.floor(random() * count),
    copies: () => (duplicates && random() < DUPLICATED ? 2 : 1),
  };
}
