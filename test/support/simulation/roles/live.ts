import { rulesAboutRoles } from '../consumers.ts';
import type { Fault } from '../fault.ts';
import { type Parts, productParts } from '../functions/parts.ts';
import { withGlobals } from '../process-globals.ts';
import { type Answer, isBroken, send } from '../requests.ts';
import type { Choose } from '../virtual-time.ts';
import { World } from '../world.ts';
import { type Authorizer, authorizerOf, permissionsIn } from './authorizer.ts';
import { type Deed, requestOf } from './deed.ts';
import { Diary } from './diary.ts';
import { violationsIn } from './invariants.ts';
import { callerIdOf, registeredUsers, settle } from './people.ts';
import { allowedIn, holderIn } from './state.ts';

/** Who changes whose roles, and what breaks while they do. */
export interface RoleLife {
  readonly deeds: readonly Deed[];
  readonly faults?: readonly Fault[];
  readonly choose?: Choose;
  readonly seed?: number;
  readonly copies?: () => number;
  /** What a planted mutant passes in. */
  readonly deps?: Partial<Parts>;
}

export interface RolesLived {
  readonly world: World;
  readonly diary: Diary;
  readonly violations: readonly string[];
}

/** I9: what the authorizer decides, after each step, against what the events say. */
async function decisionsAreRight(authorizer: Authorizer, diary: Diary): Promise<readonly string[]> {
  const { now } = diary;
  const found = Object.keys(now.holders).map(async (userId) => {
    const [old, fresh] = [
      permissionsIn(await authorizer(userId, 'old')),
      permissionsIn(await authorizer(userId, 'fresh')),
    ];
    const allowed = allowedIn(now, userId);
    const beyond = fresh.filter((permission) => !allowed.has(permission));
    const without = [...allowed].filter((permission) => !fresh.includes(permission));
    const leaving = [...diary.asked.values()].some(({ deed }) => deed.does === 'delete');
    return [
      ...(beyond.length > 0 ? [`I9: ${userId} is let in with ${beyond}, which she does not hold`] : []),
      ...(without.length > 0 && !leaving ? [`${userId} is refused ${without}, which she holds`] : []),
      ...(holderIn(now, userId).signedOut && old.length > 0 ? [`I9: ${userId} is let in with a void token`] : []),
    ];
  });
  return (await Promise.all(found)).flat();
}

const WAITS_MS = [1_000, 5_000, 30_000];

/** Sends the deed until it is answered, four times at most, as the authorizer lets its caller in; true when it was. */
async function perform(world: World, authorizer: Authorizer, diary: Diary, deed: Deed): Promise<boolean> {
  for (let attempt = 0; ; attempt += 1) {
    const since = diary.rows.length;
    const caller = await authorizer(callerIdOf(deed.by), 'fresh');
    const requestId = world.newId();
    const asked = { requestId, deed, permissions: new Set(permissionsIn(caller)), since };
    diary.asked.set(requestId, asked);
    const answer: Answer = await send(world, { ...requestOf(deed), caller, requestId });
    Object.assign(asked, { answer });
    if (!isBroken(answer) || deed.impatient) return true;
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

/** Lives through one schedule of changes, and looks at the world after each of its steps. */
export async function liveWithRoles({ deeds, ...options }: RoleLife): Promise<RolesLived> {
  const past = await registeredUsers();
  const world = new World({ ...options, past, rules: rulesAboutRoles });
  settle(world);
  const decided: Promise<readonly string[]>[] = [];
  const authorizer = authorizerOf(world, { ...productParts, ...options.deps });
  let looking = false;
  const diary: Diary = new Diary(world, () => {
    if (looking) return;
    looking = true;
    // Behind the transaction that wrote the row, and before anybody has the next turn.
    queueMicrotask(() => {
      looking = false;
      decided.push(decisionsAreRight(authorizer, diary));
    });
  });
  const lived = async () => {
    await decisionsAreRight(authorizer, diary);
    world.time.after(OUTAGE_MS, () => world.faults.end());
    const acting = deeds.map(async (deed) => {
      await world.time.sleep(deed.after ?? 0);
      await world.time.turn();
      return perform(world, authorizer, diary, deed);
    });
    await world.time.untilQuiet();
    const answered = await Promise.all(acting);
    world.faults.end();
    await redriveAll(world);
    const again = deeds.filter((_, place) => !answered[place]).map((deed) => perform(world, authorizer, diary, deed));
    await world.time.untilQuiet();
    await Promise.all(again);
    const violations = [
      ...(await Promise.all(decided)).flat(),
      ...violationsIn(world, diary, (options.faults ?? []).length === 0),
    ];
    return { world, diary, violations };
  };
  return withGlobals(world.time, world.random, lived, (line) => world.log.push(line));
}
