import type { RegisterUserInput, RegistrationState } from '../../../contracts/registration.ts';
import { authorizationKey } from '../../../lambdas/domain/authorization/authorization.ts';
import { emailLockKey, recordKey } from '../../../lambdas/domain/registration/record.ts';
import type { StartRegistration } from '../../../lambdas/domain/registration/workflow.ts';
import type { Database } from '../simulation/dynamo/database.ts';

interface Registered {
  readonly registrationId: string;
  readonly userId: string;
  readonly email: string;
}

/** The register-user workflow, whose ends a test chooses; it leaves in the tables what the real one does. */
export class FakeRegistrations {
  readonly started: [string, RegisterUserInput][] = [];
  /** How the next ones end; `taken` is what they find out themselves. */
  end: RegistrationState = 'registered';
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  readonly start: StartRegistration = async (registrationId, input) => {
    if (this.started.some(([id]) => id === registrationId)) return 'exists';
    this.started.push([registrationId, input]);
    const record = this.#database.table('registrations').get(recordKey(registrationId)) as Registered | undefined;
    const isTaken = this.#database.table('registrations').get(emailLockKey(input.email)) !== undefined;
    const failure = { type: 'email_already_exists', message: 'taken' };
    const state = isTaken ? { state: 'failed', failure } : { state: this.end };
    this.#database.table('registrations').put({ ...record, ...recordKey(registrationId), ...state });
    if (!isTaken && record && this.end === 'registered') this.register({ ...record, email: input.email });
    return 'started';
  };

  /** The items of a registered and verified user; `more` replaces attributes of the profile. */
  register({ registrationId, userId, email }: Registered, more: object = { emailVerifiedAt: 'now' }): void {
    const table = this.#database.table('registrations');
    table.put({ ...recordKey(registrationId), registrationId, userId, email, state: 'registered' });
    table.put({ ...emailLockKey(email), registrationId, userId });
    const profile = { userId, email, registrationId, name: 'Ann', status: 'active', method: 'email', ...more };
    this.#database.table('users').put(profile);
    this.#database.table('access').put({ ...authorizationKey(userId), roles: new Set(['user']), version: 1 });
  }
}
