import { bundle } from '../../lib/bundle.ts';
import { entries } from '../../lib/functions.ts';

/** Stacks name bundles as their assets, so these come first, once for all of the files here. */
export const setup = (): Promise<void> => bundle(entries);
