/** Works on all of them, so many at a time; answers the results in the order of the things. */
export async function atATime<Thing, Result>(
  most: number,
  things: readonly Thing[],
  work: (thing: Thing) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const left = things.entries();
  async function takeNext(): Promise<void> {
    for (const [place, thing] of left) results[place] = await work(thing);
  }
  await Promise.all(Array.from({ length: most }, takeNext));
  return results;
}
