import type { RegistrationRecord } from '../../../lambdas/domain/registration/record.ts';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import { type ManualAction, performManually } from './manual-actions.ts';
import { withGlobals } from './process-globals.ts';
import { invokeReconciler, reconcileByAndBy } from './reconciliation/reconcile.ts';
import { registrationIdOf } from './registration-id.ts';
import {
  type Account,
  deleting,
  inviting,
  type Request,
  registering,
  resuming,
  send,
  sendPatiently,
  switching,
} from './requests.ts';
import { World, type WorldOptions } from './world.ts';

/** An actor's one action, `after` so many milliseconds. `key` names the registration that it is about. */
export type Actor = { readonly after?: number } & (
  | ({
      readonly does: 'register' /** Gives up at the first answer, whatever it is. */;
      readonly impatient?: boolean;
    } & Account)
  | ({ readonly does: 'invite' } & Account)
  | { readonly does: 'resume' | 'disable' | 'enable'; readonly key: string }
  | { readonly does: 'delete'; readonly key: string; readonly impatient?: boolean }
  /** Reconciles the user pool with the database: an operator, or the schedule (`tick`). */
  | { readonly does: 'reconcile'; readonly action: 'tick' | 'start'; readonly fix: boolean }
  | ManualAction
);

export interface Scenario extends WorldOptions {
  readonly actors: readonly Actor[];
  /** What a function leaves that was given up stays: no reconciler runs at the end. */
  readonly keepsLeftovers?: true;
}

/** Outlasts every retry: it is longer than the longest path of the state machine. */
export const OUTAGE_MS = 30 * 60_000;

const requests = ['register', 'invite', 'resume', 'delete', 'disable', 'enable'] as const;
type RequestingActor = Extract<Actor, { does: (typeof requests)[number] }>;
const isRequest = (actor: Actor): actor is RequestingActor => (requests as readonly string[]).includes(actor.does);

function requestOf(actor: RequestingActor): Request {
  const registrationId = registrationIdOf(actor.key);
  switch (actor.does) {
    case 'register':
      return registering(actor);
    case 'invite':
      return inviting(actor);
    case 'resume':
      return resuming(registrationId);
    case 'delete':
      return deleting(userIdOf(registrationId));
    case 'disable':
    case 'enable':
      return switching(userIdOf(registrationId), actor.does);
  }
}

/** Performs an actor's action; returns the request if it was never answered. */
async function act(world: World, actor: Actor): Promise<Request | undefined> {
  await world.time.sleep(actor.after ?? 0);
  await world.time.turn();
  if (actor.does === 'reconcile') {
    await reconcileByAndBy(world, actor.action, actor.fix);
    return undefined;
  }
  if (isRequest(actor)) return ask(world, requestOf(actor), 'impatient' in actor && actor.impatient === true);
  performManually(world, actor);
  return undefined;
}

async function ask(world: World, request: Request, impatient: boolean): Promise<Request | undefined> {
  if (impatient) {
    await send(world, request);
    return undefined;
  }
  return (await sendPatiently(world, request)) ? undefined : request;
}

const MAX_ROUNDS = 5;

/** What operators do once an outage is over: replay the dead letters, repeat what was not answered. */
async function cleanUp(world: World, unanswered: readonly Request[]): Promise<void> {
  let left = unanswered;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    for (const [, queue] of world.consumers.all) queue.redrive();
    const again = left.map(async (request) => ((await sendPatiently(world, request)) ? [] : [request]));
    await world.time.untilQuiet();
    left = (await Promise.all(again)).flat();
    if (left.length === 0 && world.consumers.all.every(([, queue]) => queue.deadLetters.length === 0)) return;
  }
}

// lambdas/reconciliation/rules.ts: what was touched in the last 15 minutes is left alone.
const SETTLED_MS = 16 * 60_000;

/** A function that was given up may have created a user that only the daily reconciliation finds. */
async function reconcile(world: World): Promise<void> {
  // By then the pool's list has caught up.
  world.pool.unlisted.clear();
  const reconciled = world.time.sleep(SETTLED_MS).then(() => invokeReconciler(world, { action: 'start', fix: true }));
  await world.time.untilQuiet();
  await reconciled;
}

const resumable = ['roles_pending', 'rollback_failed'];

/** What an operator does about registrations that wait for one. */
async function resumeAll(world: World): Promise<void> {
  const records = world.database.table('registrations').items as unknown as readonly RegistrationRecord[];
  for (const { state, registrationId } of records) {
    if (resumable.includes(state)) void sendPatiently(world, resuming(registrationId));
  }
  await world.time.untilQuiet();
  await cleanUp(world, []);
}

/** What is wrong with a world at rest, a sentence each. */
export type Check = (world: World) => readonly string[];

export interface ScenarioResult {
  readonly world: World;
  /** What `check` found once all had come to rest, and again after operators had resumed what waited. */
  readonly violations: readonly string[];
}

/** Runs one schedule: actors and faults, the end of the outage, and what operators do then. */
export async function runScenario(
  { actors, keepsLeftovers, ...options }: Scenario,
  check: Check,
): Promise<ScenarioResult> {
  const world = new World(options);
  const run = async () => {
    world.time.after(OUTAGE_MS, () => world.faults.end());
    const acting = actors.map((actor) => act(world, actor));
    await world.time.untilQuiet();
    const unanswered = (await Promise.all(acting)).flatMap((request) => request ?? []);
    world.faults.end();
    await cleanUp(world, unanswered);
    if (world.faults.leavesBehind && !keepsLeftovers) await reconcile(world);
    const atRest = check(world);
    if (atRest.length > 0) return { world, violations: atRest };
    await resumeAll(world);
    return { world, violations: check(world).map((violation) => `after resuming: ${violation}`) };
  };
  return withGlobals(world.time, world.random, run, (line) => world.log.push(line));
}
