import { adminsAreCounted } from '../invariants/invariants.ts';
import { entriesAreRows, nothingWaits, rowsAreEntries } from '../invariants/trail.ts';
import type { World } from '../world.ts';
import type { Diary } from './diary.ts';
import { allAreAnswered, answersAreTold, attemptsHaveOutcomes, nothingIsRepeated } from './judge-outcomes.ts';
import { rowsAreTrue } from './judge-rows.ts';
import { followersTold, grantsAreListed, storeSaysTheSame } from './judge-store.ts';

const ofWorld = [adminsAreCounted, nothingWaits, rowsAreEntries, entriesAreRows];
const ofDiary = [rowsAreTrue, attemptsHaveOutcomes, nothingIsRepeated, answersAreTold, followersTold];
const ofBoth = [storeSaysTheSame, grantsAreListed];

/** What is wrong with roles in a world at rest, a sentence each. */
export function violationsIn(world: World, diary: Diary, unbroken: boolean): readonly string[] {
  return [
    ...ofWorld.flatMap((check) => check(world)),
    ...ofDiary.flatMap((check) => check(diary)),
    ...ofBoth.flatMap((check) => check(world, diary)),
    ...(unbroken ? allAreAnswered(diary) : []),
  ];
}
