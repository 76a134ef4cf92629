import type { Pass } from '../../../../lambdas/reconciliation/store.ts';
import { RECONCILER } from '../fault-builders.ts';
import { type Case, casesOf } from '../faults-by-operation.ts';
import { violationsOf } from '../invariants/invariants.ts';
import { faultsOf, type NumberedCall, nameOf, numbered } from '../matrix.ts';
import { type Check, runScenario } from '../run-scenario.ts';
import type { World } from '../world.ts';
import type { Reconciliation } from './scenarios.ts';

/** One case of the matrix: a life with one fault in it, and how it must end in spite of that. */
export interface ReconcilingCase {
  readonly name: string;
  readonly scenario: Reconciliation;
  readonly ends: string;
}

/** Who is in the pool when all is done, and what the finished pass still had to publish. */
function endOf({ pool, database }: World): string {
  const stored = database.table('registrations').get({ pk: 'RECONCILIATION' }) as { readonly pass: Pass } | undefined;
  const open = (stored?.pass.findings ?? [])
    .filter(({ removed }) => removed !== true)
    .map(({ kind, userId }) => `${kind} ${userId}`);
  return JSON.stringify({ users: [...pool.users.keys()].sort(), open: open.sort() });
}

/**
 * The calls whose like was not made yet: pages are alike, and so are the looks at them. Alike is what the same
 * operation came before, as many times, since the pass was stored the last time.
 */
function distinct(calls: readonly NumberedCall[]): readonly NumberedCall[] {
  const visited = new Set<string>();
  let [before, times, stored] = ['', 0, 0];
  return calls.filter((call, place) => {
    const last = calls[place - 1]?.operation ?? '';
    times = call.operation === last ? times + 1 : 1;
    if (times === 1) before = last;
    if (last === 'PutItem') stored += 1;
    const like = `${stored} ${before} ${call.operation} ${times}`;
    return !visited.has(like) && visited.add(like);
  });
}

// Of who is settled it is an answer: tried again it is the same. Who is said to be gone has a fault with a name.
const isAnswer = ({ effect }: Case): boolean => effect.kind === 'error' && effect.name === 'UserNotFoundException';

const reads = ['ListUsers', 'AdminGetUser', 'BatchGetItem', 'Query'];
const TIMEOUT_MS = [9_000, 90_000];

/** A read that lands later does nothing then: the longest wait stands for all. */
const isLikeAnother = (operation: string, { effect }: Case): boolean =>
  reads.includes(operation) && 'ms' in effect && !TIMEOUT_MS.includes(effect.ms);

/** Every call of the reconciler in `life` x everything that may become of it. */
export async function reconcilingMatrixOf(scenario: Reconciliation): Promise<readonly ReconcilingCase[]> {
  const { world } = await runScenario(scenario, () => []);
  const calls = distinct(numbered(world.faults.calls.filter(({ by }) => by === RECONCILER)));
  return calls.flatMap((call) =>
    casesOf(call.by, call.operation)
      .filter((one) => !isAnswer(one) && !isLikeAnother(call.operation, one))
      .flatMap((one) => faultsOf(call, one))
      .map((fault) => ({ name: nameOf(fault), scenario: { ...scenario, faults: [fault] }, ends: endOf(world) })),
  );
}

/** What a reconciliation makes worse: all that is wrong, but for what was so before. */
export function worseThan(past: World): Check {
  const before = new Set(violationsOf(past));
  return (world) => violationsOf(world).filter((violation) => !before.has(violation));
}

/** What is wrong with one case, a sentence each. */
export async function violationsIn({ scenario, ends }: ReconcilingCase, check: Check): Promise<readonly string[]> {
  const { world, violations } = await runScenario(scenario, check);
  const end = endOf(world);
  return end === ends ? violations : [...violations, `it ended as ${end}, not as ${ends}`];
}
