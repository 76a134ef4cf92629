import { entries } from '../../lib/functions/index.ts';
import { budgetFor, sizesOf } from '../support/bundle-sizes.ts';
import type { Chapter, Figure } from './figure.ts';
import { shown, table } from './page.ts';

const sized = () => entries.map((entry) => ({ entry, ...sizesOf(entry) }));
type Sized = ReturnType<typeof sized>[number];

const largest = (all: readonly Sized[], size: 'minified' | 'gzipped'): Sized =>
  all.reduce((one, other) => (other[size] > one[size] ? other : one));

function figuresOf(name: string, all: readonly Sized[]): readonly Figure[] {
  return (['minified', 'gzipped'] as const).map((size) => {
    const { entry, clients, ...sizes } = largest(all, size);
    return {
      name: `largest ${name}, ${size}`,
      value: sizes[size],
      unit: 'KB',
      target: budgetFor(clients)[size],
      note: entry,
    };
  });
}

/** What is uploaded for each handler. */
export async function bundlesChapter(): Promise<Chapter> {
  const all = sized();
  return {
    title: 'Bundles',
    how: 'KB of 1,000 bytes, as deployed; gz is gzip -9. Handlers with three AWS clients keep to the budget of two.',
    figures: [
      ...figuresOf(
        'bundle with one AWS client',
        all.filter(({ clients }) => clients === 1),
      ),
      ...figuresOf(
        'bundle with two or three',
        all.filter(({ clients }) => clients > 1),
      ),
    ],
    details: table(
      ['handler', 'AWS clients', 'minified', 'gz'],
      all.map(({ entry, clients, minified, gzipped }) => [entry, String(clients), shown(minified), shown(gzipped)]),
    ),
  };
}
