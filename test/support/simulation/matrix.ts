import type { Call, Fault } from './fault.ts';
import { type Case, casesOf } from './faults-by-operation.ts';
import { type Check, runScenario, type Scenario } from './run-scenario.ts';
import type { World } from './world.ts';

/** One case of the matrix: a life with one more fault in it. */
export interface MatrixCase {
  readonly name: string;
  readonly scenario: Scenario;
  /** How the registrations must end, where the fault passes by itself. */
  readonly ends: string | undefined;
}

export const nameOf = ({ by, operation, target, nth, lasting, effect }: Fault): string =>
  `${by} ${operation}${target ? ` ${target}` : ''} #${nth}${lasting ? ' and on' : ''}: ${JSON.stringify(effect)}`;

/** A call and its place among those like it: what names it. */
export type NumberedCall = Call & { readonly nth: number };

export function numbered(calls: readonly Call[]): readonly NumberedCall[] {
  const counts = new Map<string, number>();
  return calls.map((call) => {
    const like = `${call.by} ${call.operation} ${call.target}`;
    const nth = (counts.get(like) ?? 0) + 1;
    counts.set(like, nth);
    return { ...call, nth };
  });
}

// What they do is the same in every course; the courses without faults break all their calls.
const alike = new Set([
  'audit/record-entry',
  'journal/publish-journal',
  'registration/api',
  'mail/send-mail',
  'invitations/accept-invitation',
]);

// An outage from the third like call on is the outage from the first with other luck.
const mostOutages = (by: string): number => (alike.has(by) ? 1 : 2);

/** Only errors can last: a crash or a late call is one call's accident. */
export function faultsOf(call: NumberedCall, { effect }: Case): readonly Fault[] {
  const { by, operation, target, nth } = call;
  const fault = { by, operation, ...(target ? { target } : {}), nth, effect };
  const lasts = effect.kind === 'error' || effect.kind === 'ambiguous' || effect.kind === 'refused-entries';
  return lasts && nth <= mostOutages(by) ? [fault, { ...fault, lasting: true }] : [fault];
}

/** How every registration of a world ended. */
const endsOf = ({ database }: World): string =>
  database
    .table('registrations')
    .items.flatMap(({ pk, state }) => (state === undefined ? [] : [`${pk} ${state}`]))
    .sort()
    .join(', ');

/** Every call that `life` makes x everything that may become of it. */
export async function matrixOf(scenario: Scenario): Promise<readonly MatrixCase[]> {
  const { world } = await runScenario(scenario, () => []);
  const isPlain = scenario.actors.length === 1 && scenario.faults === undefined;
  const calls = numbered(world.faults.calls).filter(({ by, nth }) => isPlain || nth === 1 || !alike.has(by));
  return calls.flatMap((call) =>
    casesOf(call.by, call.operation).flatMap((one) =>
      faultsOf(call, one).map((fault) => ({
        name: nameOf(fault),
        scenario: { ...scenario, faults: [...(scenario.faults ?? []), fault] },
        ends: isPlain && one.passes && !fault.lasting ? endsOf(world) : undefined,
      })),
    ),
  );
}

/** What is wrong with one case, a sentence each. */
export async function violationsIn({ scenario, ends }: MatrixCase, check: Check): Promise<readonly string[]> {
  const { world, violations } = await runScenario(scenario, check);
  if (violations.length > 0 || ends === undefined || ends === endsOf(world)) return violations;
  return [`it ended as ${endsOf(world)}, not as ${ends}`];
}
