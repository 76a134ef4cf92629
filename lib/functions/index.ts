import type { EntryPoint } from '../../contracts/internal/environment.ts';
import { accessFunctions, preTokenGeneration } from './access.ts';
import { accountFunctions } from './accounts.ts';
import { authenticationFunctions, customChallenge } from './authentication.ts';
import { operationsFunctions, sendCanary } from './operations.ts';
import { registrationFunctions } from './registration.ts';
import type { FunctionSpec } from './spec.ts';

/** Every function of the App stack: its code, its impact when it fails, and its permissions (least privilege). */
export const functions = {
  ...registrationFunctions,
  ...accessFunctions,
  ...authenticationFunctions,
  ...accountFunctions,
  ...operationsFunctions,
} as const satisfies Record<string, FunctionSpec>;
export type FunctionName = keyof typeof functions;

export const functionNames = Object.keys(functions) as readonly FunctionName[];

/** The entry points that lib/bundle.ts builds. */
export const entries: readonly EntryPoint[] = [
  ...Object.values(functions),
  preTokenGeneration,
  customChallenge,
  sendCanary,
].map(({ entry }) => entry);
