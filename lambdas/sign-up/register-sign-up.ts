import type { SignUpRequest } from '../../contracts/api/sign-up.ts';
import type { RegistrationState } from '../../contracts/registration.ts';
import { type Admissions, admittedRecord } from '../domain/registration/admission.ts';
import type { RegistrationRecord } from '../domain/registration/record.ts';
import { awaitRecord, type StartRegistration, type WaitDependencies } from '../domain/registration/workflow.ts';
import type { SetPassword } from '../domain/user-pool/password.ts';
import type { ApiRequest } from '../platform/api/request.ts';
import type { Clock } from '../platform/clock.ts';
import { type IdSource, userIdOf } from '../platform/ids.ts';
import { logger } from '../platform/observability/logger.ts';
import type { SetInitialPassword } from './note-password.ts';

export interface RegisterDependencies {
  readonly store: Pick<Admissions, 'find' | 'admit'>;
  readonly start: StartRegistration;
  readonly setPassword: SetPassword;
  readonly setInitialPassword: SetInitialPassword;
  readonly waiting: Omit<WaitDependencies, 'store'>;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** Registers who signs up, and gives her password to the pool as soon as she is there. */
export type RegisterSignUp = (request: ApiRequest, signUp: SignUpRequest) => Promise<void>;

const ROLE = 'user';

// Of the answer's 2 s this leaves half a second to the calls before and after.
const MAX_WAIT_MS = 1_500;

const withUser: readonly RegistrationState[] = ['created', 'registered', 'roles_pending', 'roles_refused'];
const isThere = ({ state }: RegistrationRecord): boolean => withUser.includes(state);

/**
 * The password goes from the request to the pool and nowhere else: no record, workflow, event or log ever has it
 * (docs/adr/0015). Where she is not there in time she has none, and the mail with her link lets her choose one.
 */
export function registerSignUp(deps: RegisterDependencies): RegisterSignUp {
  const { store, start, setPassword, setInitialPassword, waiting, clock, newId } = deps;
  const awaitUser = awaitRecord(
    { ...waiting, store },
    { isReached: (record) => record.state !== 'reserved', timeoutMs: MAX_WAIT_MS },
  );

  async function givePassword(userId: string, password: string): Promise<void> {
    // Before the pool takes it: a password that she chooses meanwhile by a link is newer than this.
    const at = clock();
    const answer = await setPassword(userId, password);
    if (answer === 'set') await setInitialPassword(userId, at);
    else logger.warn('the password was not set', { userId, answer });
  }

  return async ({ correlationId }, { email, name, password }) => {
    const registrationId = newId();
    const userId = userIdOf(registrationId);
    const input = { email, name, roles: [ROLE], requestedBy: userId, method: 'email' as const, correlationId };
    await store.admit(admittedRecord({ registrationId, input, correlationId, at: clock() }));
    await start(registrationId, input);
    const record = await awaitUser(registrationId);
    if (record && isThere(record)) await givePassword(userId, password);
    else logger.info('she has no password yet', { registrationId, state: record?.state });
  };
}
