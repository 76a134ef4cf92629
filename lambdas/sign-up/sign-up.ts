import { type SignUpRequest, signUpRequest } from '../../contracts/api/sign-up.ts';
import * as events from '../../contracts/events/definitions.ts';
import type { RegistrationState } from '../../contracts/registration.ts';
import type { IssueToken } from '../domain/mailed-tokens/issue.ts';
import type { RefuseWeak } from '../domain/password-strength/refuse-weak.ts';
import type { RegistrationRecord } from '../domain/registration/record.ts';
import type { Admissions, StartRegistration, WaitDependencies } from '../domain/registration/workflow.ts';
import { admittedRecord, awaitRecord } from '../domain/registration/workflow.ts';
import type { SetPassword } from '../domain/user-pool/users.ts';
import { constantTimeResponse, type Time } from '../platform/api/constant-time-response.ts';
import { type ApiAnswer, type ApiRequest, readBody } from '../platform/api/endpoint.ts';
import { conditionHeld, type DynamoDBDocumentClient, UpdateCommand } from '../platform/aws/dynamo.ts';
import { type Delivery, eventData } from '../platform/events/consumer.ts';
import { type ConsumerJournal, consumerOperation, journalEntry, requestOperation } from '../platform/events/journal.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import { type Clock, derivedId, type IdSource, userIdOf } from '../platform/runtime.ts';

/** Records the time of a user's first password, unless the user has chosen another one since, or has been deleted. */
export type RecordInitialPassword = (userId: string, at: Date) => Promise<void>;

export function recordInitialPassword(client: DynamoDBDocumentClient, table: string): RecordInitialPassword {
  return async (userId, at) => {
    await conditionHeld(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { userId },
          UpdateExpression: 'SET passwordSetAt = :at',
          ConditionExpression: 'attribute_exists(userId) AND attribute_not_exists(passwordSetAt)',
          ExpressionAttributeValues: { ':at': at.toISOString() },
        }),
      ),
    );
  };
}

export interface RegisterDependencies {
  readonly store: Pick<Admissions, 'find' | 'admit'>;
  readonly start: StartRegistration;
  readonly setPassword: SetPassword;
  readonly recordInitialPassword: RecordInitialPassword;
  readonly waiting: Omit<WaitDependencies, 'store'>;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** Registers a user who signs up, and sets the password in the pool as soon as the user exists there. */
export type RegisterSignUp = (request: ApiRequest, signUp: SignUpRequest) => Promise<void>;

const ROLE = 'user';

// Of the answer's 2 s this leaves half a second to the calls before and after.
const MAX_WAIT_MS = 1_500;

const withUser: readonly RegistrationState[] = ['created', 'registered', 'roles_pending', 'roles_refused'];
const hasUser = ({ state }: RegistrationRecord): boolean => withUser.includes(state);

/**
 * The password goes from the request to the pool and nowhere else: no record, workflow, event or log contains it
 * (docs/adr/0015). A user who is created too late has no password, and chooses one by the link in the mail.
 */
export function registerSignUp(deps: RegisterDependencies): RegisterSignUp {
  const { store, start, clock, newId } = deps;
  const awaitUser = awaitRecord(
    { ...deps.waiting, store },
    { isReached: (record) => record.state !== 'reserved', timeoutMs: MAX_WAIT_MS },
  );

  async function setFirstPassword(userId: string, password: string): Promise<void> {
    // Before the pool has it: a password that the user chooses meanwhile by a link is newer than this.
    const at = clock();
    const answer = await deps.setPassword(userId, password);
    if (answer === 'set') await deps.recordInitialPassword(userId, at);
    else logger.warn('the password was not set', { userId, answer });
  }

  return async ({ correlationId }, { email, name, password }) => {
    const registrationId = newId();
    const userId = userIdOf(registrationId);
    const input = { email, name, roles: [ROLE], requestedBy: userId, method: 'email' as const, correlationId };
    await store.admit(admittedRecord({ registrationId, input, correlationId, at: clock() }));
    await start(registrationId, input);
    const record = await awaitUser(registrationId);
    if (record && hasUser(record)) await setFirstPassword(userId, password);
    else logger.info('the user has no password yet', { registrationId, state: record?.state });
  };
}

const HOUR_MS = 60 * 60_000;

/** Mails the holder of an address that it was used to sign up: at most once an hour, so that no caller can fill the mailbox. */
export type NotifyAccountHolder = (request: ApiRequest, userId: string, email: string) => Promise<void>;

export function notifyAccountHolder(journal: Pick<ConsumerJournal, 'add'>, clock: Clock): NotifyAccountHolder {
  return async (request, userId, email) => {
    const at = clock();
    const id = derivedId(`sign-up-refused:${email}:${Math.floor(at.getTime() / HOUR_MS)}`);
    const entry = journalEntry(events.signUpRefusedV1, 'refused', { userId, email });
    await journal.add(requestOperation(request, id, at), entry);
  };
}

export interface SignUpDependencies {
  readonly holderOf: Admissions['holderOf'];
  readonly notifyAccountHolder: NotifyAccountHolder;
  readonly register: RegisterSignUp;
  readonly refuseWeak: RefuseWeak;
  readonly time: Time;
}

/** Longer than a registration takes until its user exists, so that known and unknown addresses are answered after the same time. */
const ROUND_UP_TO_MS = 2_000;

/**
 * POST /v1/auth/sign-up: a constant-time response, the same for known and unknown addresses. A failure after the look-up
 * is logged and changes nothing in the answer: the user tries again when no mail arrives. An admitted registration goes
 * on in any case.
 */
export function signUp(deps: SignUpDependencies): (request: ApiRequest) => Promise<ApiAnswer> {
  async function notifyOrRegister(request: ApiRequest, body: SignUpRequest): Promise<void> {
    const holder = await deps.holderOf(body.email);
    const work = holder ? deps.notifyAccountHolder(request, holder.userId, body.email) : deps.register(request, body);
    await work.catch((error: unknown) => logger.error('the sign-up failed', errorFields(error)));
  }

  return async (request) => {
    const body = readBody(request, signUpRequest);
    await deps.refuseWeak('password', body.password, body);
    await constantTimeResponse(deps.time, ROUND_UP_TO_MS, () => notifyOrRegister(request, body));
    return { status: 202, body: { status: 'accepted' } };
  };
}

/** Sends the verification link to a user who signed up, once a registration. */
export function requestVerification(issue: IssueToken, clock: Clock): (event: Delivery) => Promise<void> {
  return async (event) => {
    if (event.type !== events.userRegisteredV1.type) return;
    const { method, userId, email, registrationId } = eventData(events.userRegisteredV1, event);
    if (method !== 'email') return;
    const operation = consumerOperation(event, 'request-verification', clock());
    const tokenId = derivedId(`verification:${event.metadata.eventId}`);
    const requested = await issue({ purpose: 'verification', tokenId, userId, email }, operation);
    logger.info('verification requested', { registrationId, userId, requested });
  };
}
