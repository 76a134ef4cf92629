import { derivedId } from '../../../lambdas/platform/runtime.ts';
import { SEED_ADMIN } from './seed.ts';

/** What the API makes of an idempotency key; what is started by hand has its key as its name. */
export const registrationIdOf = (key: string): string =>
  key.startsWith('hand-') ? key : derivedId(`${SEED_ADMIN}:register:${key}`);
