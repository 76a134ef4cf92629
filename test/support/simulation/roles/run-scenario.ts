import { rulesAboutRoles } from '../consumers.ts';
import type { Fault } from '../fault.ts';
import { type ProductDependencies, productDependencies } from '../functions/dependencies.ts';
import { withGlobals } from '../process-globals.ts';
import { type Answer, isBroken, send } from '../requests.ts';
import type { Choose } from '../virtual-time.ts';
import { World } from '../world.ts';
import { type Action, requestOf } from './action.ts';
import { type Authorizer, authorizerOf, permissionsIn } from './authorizer.ts';
import { violationsIn } from './invariants.ts';
import { allowedIn, holderIn } from './state.ts';
import { Trace } from './trace.ts';
import { callerIdOf, registeredUsers, setUpAccess } from './users.ts';

/** Changes of roles, and the faults meanwhile. */
export interface RoleScenario {
  readonly actions: readonly Action[];
  readonly faults?: readonly Fault[];
  readonly choose?: Choose;
  readonly seed?: number;
  readonly copies?: () => number;
  /** What a planted mutant passes in. */
  readonly deps?: Partial<ProductDependencies>;
}

export interface RoleScenarioResult {
  readonly world: World;
  readonly trace: Trace;
  readonly violations: readonly string[];
}

/** I9: what the authorizer decides, after each step, against what the events say. */
async function decisionsAreRight(authorizer: Authorizer, trace: Trace): Promise<readonly string[]> {
  const { now } = trace;
  const found = Object.keys(now.holders).map(async (userId) => {
    const [old, fresh] = [
      permissionsIn(await authorizer(userId, 'old')),
      permissionsIn(await authorizer(userId, 'fresh')),
    ];
    const allowed = allowedIn(now, userId);
    const excess = fresh.filter((permission) => !allowed.has(permission));
    const without = [...allowed].filter((permission) => !fresh.includes(permission));
    const leaving = [...trace.requests.values()].some(({ action }) => action.does === 'delete');
    return [
      ...(excess.length > 0 ? [`I9: ${userId} is permitted ${excess}, which the user does not hold`] : []),
      ...(without.length > 0 && !leaving ? [`${userId} is refused ${without}, which the user holds`] : []),
      ...(holderIn(now, userId).signedOut && old.length > 0
        ? [`I9: ${userId} is authenticated with a revoked token`]
        : []),
    ];
  });
  return (await Promise.all(found)).flat();
}

const WAITS_MS = [1_000, 5_000, 30_000];

/** Sends the action until it is answered, four times at most, with the caller as authorized; true when it was answered. */
async function perform(world: World, authorizer: Authorizer, trace: Trace, action: Action): Promise<boolean> {
  for (let attempt = 0; ; attempt += 1) {
    const since = trace.rows.length;
    const caller = await authorizer(callerIdOf(action.by), 'fresh');
    const requestId = world.newId();
    const request = { requestId, action, permissions: new Set(permissionsIn(caller)), since };
    trace.requests.set(requestId, request);
    const answer: Answer = await send(world, { ...requestOf(action), caller, requestId });
    Object.assign(request, { answer });
    if (!isBroken(answer) || action.impatient) return true;
    const wait = WAITS_MS[attempt];
    if (wait === undefined) return false;
    await world.time.sleep(wait);
  }
}

const OUTAGE_MS = 30 * 60_000;
const MAX_ROUNDS = 5;

/** What operators do once an outage is over. */
async function redriveAll(world: World): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (world.consumers.all.every(([, { deadLetters }]) => deadLetters.length === 0)) return;
    for (const [, queue] of world.consumers.all) queue.redrive();
    await world.time.untilQuiet();
  }
}

/** Runs one schedule of changes, and checks the world after each of its steps. */
export async function runRoleScenario({ actions, ...options }: RoleScenario): Promise<RoleScenarioResult> {
  const past = await registeredUsers();
  const world = new World({ ...options, past, rules: rulesAboutRoles });
  setUpAccess(world);
  const decided: Promise<readonly string[]>[] = [];
  const authorizer = authorizerOf(world, { ...productDependencies, ...options.deps });
  let looking = false;
  const trace: Trace = new Trace(world, () => {
    if (looking) return;
    looking = true;
    // Behind the transaction that wrote the row, and before the next turn.
    queueMicrotask(() => {
      looking = false;
      decided.push(decisionsAreRight(authorizer, trace));
    });
  });
  const run = async () => {
    await decisionsAreRight(authorizer, trace);
    world.time.after(OUTAGE_MS, () => world.faults.end());
    const acting = actions.map(async (action) => {
      await world.time.sleep(action.after ?? 0);
      await world.time.turn();
      return perform(world, authorizer, trace, action);
    });
    await world.time.untilQuiet();
    const answered = await Promise.all(acting);
    world.faults.end();
    await redriveAll(world);
    const again = actions
      .filter((_, place) => !answered[place])
      .map((action) => perform(world, authorizer, trace, action));
    await world.time.untilQuiet();
    await Promise.all(again);
    const violations = [
      ...(await Promise.all(decided)).flat(),
      ...violationsIn(world, trace, (options.faults ?? []).length === 0),
    ];
    return { world, trace, violations };
  };
  return withGlobals(world.time, world.random, run, (line) => world.log.push(line));
}
