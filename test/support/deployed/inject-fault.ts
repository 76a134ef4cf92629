import { onTestFinished } from 'vitest';
import type { Injected } from '../fault-proxy/client.ts';
import type { FaultSpec } from '../fault-proxy/fault.ts';
import { faults } from './system.ts';

/** A fault that ends with the test at the latest. */
export async function inject(fault: FaultSpec): Promise<Injected> {
  const injected = await faults.inject(fault);
  onTestFinished(async () => void (await injected.heal()));
  return injected;
}

export const error = (name: string) => ({ kind: 'error' as const, name });
export const lostAnswer = { kind: 'lost-answer' } as const;
export const reset = { kind: 'reset' } as const;

/** A call to the pool about one user. */
export const poolCall = (operation: string, userId: string) => ({
  service: 'cognito-idp',
  operation,
  including: [userId],
});

/** A transaction that has all these texts in it, such as a user's id and an event's name. */
export const transaction = (...including: readonly string[]) => ({
  service: 'dynamodb',
  operation: 'TransactWriteItems',
  including: [...including],
});
