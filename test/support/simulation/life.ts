import { userIdOf } from '../../../lambdas/platform/ids.ts';
import type { RegistrationRecord } from '../../../lambdas/registration/record.ts';
import { withGlobals } from './process-globals.ts';
import { registrationIdOf } from './registration-id.ts';
import {
  deleting,
  inviting,
  type Person,
  type Request,
  registering,
  resuming,
  send,
  sendPatiently,
  switching,
} from './requests.ts';
import { World, type WorldOptions } from './world.ts';

/** Somebody who does something, `after` so many milliseconds. `key` names the registration that it is about. */
export type Actor = { readonly after?: number } & (
  | ({
      readonly does: 'register' /** Gives up at the first answer, whatever it is. */;
      readonly impatient?: boolean;
    } & Person)
  | ({ readonly does: 'invite' } & Person)
  | { readonly does: 'start by hand'; readonly key: string; readonly input: object }
  | { readonly does: 'resume' | 'delete' | 'disable' | 'enable' | 'stop' | 'time out'; readonly key: string }
  | { readonly does: 'remove role'; readonly role: string }
);

export interface Life extends WorldOptions {
  readonly actors: readonly Actor[];
}

// The longest path of the machine takes 445 s: an outage of half an hour outlasts every retry.
const OUTAGE_MS = 30 * 60_000;

type Asking = Extract<Actor, { key: string }> & {
  readonly does: 'register' | 'invite' | 'resume' | 'delete' | 'disable' | 'enable';
};

function requestOf(actor: Asking): Request {
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

/** Does what an actor does; answers the request that was never answered. */
async function act(world: World, actor: Actor): Promise<Request | undefined> {
  await world.time.sleep(actor.after ?? 0);
  await world.time.turn();
  switch (actor.does) {
    case 'start by hand':
      world.startByHand(registrationIdOf(actor.key), actor.input);
      return undefined;
    case 'stop':
      world.executions.stop(registrationIdOf(actor.key), 'ABORTED');
      return undefined;
    case 'time out':
      world.executions.stop(registrationIdOf(actor.key), 'TIMED_OUT');
      return undefined;
    case 'remove role':
      world.removeRole(actor.role);
      return undefined;
    default:
      return ask(world, requestOf(actor as Asking), actor.does === 'register' && actor.impatient === true);
  }
}

async function ask(world: World, request: Request, impatient: boolean): Promise<Request | undefined> {
  if (impatient) {
    await send(world, request);
    return undefined;
  }
  return (await sendPatiently(world, request)) ? undefined : request;
}

const MOST_ROUNDS = 5;

/** What operators do once an outage is over: replay the dead letters, repeat what was not answered. */
async function cleanUp(world: World, unanswered: readonly Request[]): Promise<void> {
  let left = unanswered;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    for (const [, queue] of world.consumers.all) queue.redrive();
    const again = left.map(async (request) => ((await sendPatiently(world, request)) ? [] : [request]));
    await world.time.untilQuiet();
    left = (await Promise.all(again)).flat();
    if (left.length === 0 && world.consumers.all.every(([, queue]) => queue.deadLetters.length === 0)) return;
  }
}

// lambdas/reconciliation/rules.ts: what was touched in the last 15 minutes is left alone.
const SETTLED_MS = 16 * 60_000;

/** A function that was given up may have made a user whom only the daily comparison of pool and records finds. */
async function reconcile(world: World): Promise<void> {
  const reconciled = world.time.sleep(SETTLED_MS).then(() => world.invoke('reconciliation/reconcile', {}));
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

export interface Lived {
  readonly world: World;
  /** What `check` found once all had come to rest, and again after operators had resumed what waited. */
  readonly violations: readonly string[];
}

/** Lives through one schedule: actors and faults, the end of the outage, and what operators do then. */
export async function live({ actors, ...options }: Life, check: Check): Promise<Lived> {
  const world = new World(options);
  return withGlobals(world.time, world.random, async () => {
    world.time.after(OUTAGE_MS, () => world.faults.end());
    const acting = actors.map((actor) => act(world, actor));
    await world.time.untilQuiet();
    const unanswered = (await Promise.all(acting)).flatMap((request) => request ?? []);
    world.faults.end();
    await cleanUp(world, unanswered);
    if (world.faults.leavesBehind) await reconcile(world);
    const atRest = check(world);
    if (atRest.length > 0) return { world, violations: atRest };
    await resumeAll(world);
    return { world, violations: check(world).map((violation) => `after resuming: ${violation}`) };
  });
}
