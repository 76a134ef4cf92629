import { describe, expect, it } from 'vitest';
import type { Parts } from '../support/simulation/functions/parts.ts';
import { courses } from '../support/simulation/roles/courses.ts';
import { liveWithRoles } from '../support/simulation/roles/live.ts';
import { roleMutants } from '../support/simulation/roles/mutants.ts';

const problemOf = ({ type }: Readonly<Record<string, unknown>>): string => String(type ?? '').replace(/^.*:/, '');

/** What is wrong with a course, and what it was answered where that is not as it must be. */
async function complaints(name: string, deps: Partial<Parts> = {}): Promise<readonly unknown[]> {
  const course = courses[name];
  if (course === undefined) throw new Error(`there is no course ${name}`);
  const { world, violations } = await liveWithRoles({ ...course.life, deps });
  const answers = world.answers.map(({ status, body }) => `${status} ${problemOf(body)}`.trim());
  return [...violations, ...(answers.join() === course.answers.join() ? [] : [answers])];
}

describe('a course', () => {
  it.each(Object.keys(courses))('%s', async (name) => {
    expect(await complaints(name)).toEqual([]);
  });
});

const table = Object.entries(roleMutants).map(([mistake, { caughtBy, deps }]) => ({ mistake, caughtBy, parts: deps }));

describe('a planted mistake is caught', () => {
  it.each(table)('$mistake: by $caughtBy', async ({ caughtBy, parts: deps }) => {
    expect(await complaints(caughtBy, deps)).not.toEqual([]);
  });
});
