import {
  type RegisterUserInput,
  type Reservation,
  type ReserveRegistrationInput,
  type ReserveRegistrationOutput,
  registerUserInput,
} from '../../contracts/workflows/register-user.ts';
import type { ReadRolePermissions } from '../domain/authorization/authorization.ts';
import type { Clock } from '../platform/clock.ts';
import { userIdOf } from '../platform/ids.ts';
import { addContext } from '../platform/observability/request-context.ts';
import { describeErrors, parse } from '../platform/parse.ts';
import { validatedEntry } from './events.ts';
import { type RawRequest, rawRequestOf } from './raw-request.ts';
import { attempt, earlierAnswer, refuseRegistration, reserved } from './refuse-registration.ts';
import { emailTaken, rolesUnknown } from './rules.ts';
import { operationOf, type RegistrationStore } from './store.ts';
import { reserveUpdate, takeEmail } from './updates.ts';

export interface ReserveDependencies {
  readonly store: RegistrationStore;
  readonly table: string;
  readonly roles: ReadRolePermissions;
  readonly clock: Clock;
}

export function reserveRegistration({ store, table, roles, clock }: ReserveDependencies) {
  const refuse = refuseRegistration(store, table);

  async function reserve(
    raw: RawRequest,
    input: RegisterUserInput,
    announced: boolean,
    at: Date,
  ): Promise<ReserveRegistrationOutput> {
    const { registrationId, correlationId } = raw;
    const registration: Reservation = { ...input, registrationId, userId: userIdOf(registrationId), correlationId };
    const fields = { ...registration, state: 'reserved' as const, validatedAt: at.toISOString() };
    const update = reserveUpdate(table, registrationId, fields, at);
    const entries = [...attempt(raw, announced), validatedEntry(registration)];
    const conflict = await store.write(
      [update, takeEmail(table, registration)],
      operationOf(registration, at),
      entries,
    );
    if (conflict === undefined) return reserved(registration);
    if (conflict.index === 0) return earlierAnswer(await store.find(registrationId));
    return refuse(raw, emailTaken(registration.email), announced, at);
  }

  return async ({
    registrationId,
    request,
    announced,
  }: ReserveRegistrationInput): Promise<ReserveRegistrationOutput> => {
    const at = clock();
    const raw = rawRequestOf(registrationId, request);
    addContext({ correlationId: raw.correlationId });
    const input = parse(registerUserInput, request);
    if (!input.ok) {
      const message = describeErrors(input.errors).slice(0, 1000);
      return refuse(raw, { type: 'validation_error', message, errors: [...input.errors] }, announced, at);
    }
    const { unknown } = await roles(input.value.roles);
    if (unknown.length > 0) return refuse(raw, rolesUnknown(unknown), announced, at);
    return reserve(raw, input.value, announced, at);
  };
}
