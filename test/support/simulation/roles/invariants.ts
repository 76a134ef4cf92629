import { adminsAreCounted } from '../invariants/invariants.ts';
import { entriesAreRows, nothingWaits, rowsAreEntries } from '../invariants/trail.ts';
import type { World } from '../world.ts';
import { allAreAnswered, answersAreRecorded, attemptsHaveOutcomes, nothingIsRepeated } from './check-outcomes.ts';
import { rowsAreTrue } from './check-rows.ts';
import { followersReport, grantsAreListed, storeSaysTheSame } from './check-store.ts';
import type { Trace } from './trace.ts';

const ofWorld = [adminsAreCounted, nothingWaits, rowsAreEntries, entriesAreRows];
const traceChecks = [rowsAreTrue, attemptsHaveOutcomes, nothingIsRepeated, answersAreRecorded, followersReport];
const ofBoth = [storeSaysTheSame, grantsAreListed];

/** What is wrong with roles in a world at rest, a sentence each. */
export function violationsIn(world: World, trace: Trace, unbroken: boolean): readonly string[] {
  return [
    ...ofWorld.flatMap((check) => check(world)),
    ...traceChecks.flatMap((check) => check(trace)),
    ...ofBoth.flatMap((check) => check(world, trace)),
    ...(unbroken ? allAreAnswered(trace) : []),
  ];
}
