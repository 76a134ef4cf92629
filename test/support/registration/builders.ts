import type { Reservation } from '../../../contracts/registration.ts';
import type { RegistrationRecord } from '../../../lambdas/domain/registration/record.ts';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';

export const NOW = new Date('2026-11-22T09:30:00.000Z');
export const clock = () => NOW;
export const ADMIN = '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';

export function aReservation(changes: Partial<Reservation> = {}): Reservation {
  const registrationId = changes.registrationId ?? 'reg-1';
  return {
    registrationId,
    userId: userIdOf(registrationId),
    email: 'ann@example.com',
    name: 'Ann',
    roles: ['user'],
    requestedBy: ADMIN,
    method: 'admin',
    correlationId: 'cor-1',
    ...changes,
  };
}

/** A record in `state`, as the tasks leave it. */
export function aRecord(
  state: RegistrationRecord['state'],
  changes: Partial<RegistrationRecord> = {},
): RegistrationRecord {
  const at = NOW.toISOString();
  const passed = state === 'reserved' ? (['reserved'] as const) : (['reserved', 'created', state] as const);
  return {
    ...aReservation({ registrationId: changes.registrationId ?? 'reg-1' }),
    state,
    steps: [...new Set(passed)].map((step) => ({ state: step, at })),
    createdAt: at,
    updatedAt: at,
    validatedAt: at,
    ...changes,
  } as RegistrationRecord;
}
