import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import * as z from 'zod/mini';
import { PROBLEM_TYPE_PREFIX, problem } from '../../contracts/api/problems.ts';
import { registerUserRequest } from '../../contracts/api/users.ts';
import { CommandError, REFUSED } from '../command-error.ts';
import type { ApiClient, ApiReply } from '../system/api-client.ts';
import { type EnteredState, watchExecution } from '../system/executions.ts';
import { findLocalSystem, type LocalSystem } from '../system/find-system.ts';
import { dim, done, failed, say, sayJson } from '../terminal.ts';
import { json as jsonOption, text, texts } from './options.ts';

/** The body of POST /v1/users, unchecked: the API validates it. */
interface RequestedUser {
  readonly email: string;
  readonly name: string;
  readonly organisation?: string;
  readonly roles: readonly string[];
}

// The API waits 8 s for an end; the workflow's own retries are over in two minutes.
const TIMEOUT_MS = 150_000;
const RETRY_MS = 500;

const running = z.object({ state: z.enum(['reserved', 'created', 'rolling_back']) });

const isRunning = ({ status, body }: ApiReply): boolean => status === 202 && running.safeParse(body).success;

/** Registers, and sends the request again with its idempotency key while the workflow runs. */
async function requestRegistration(api: ApiClient, user: RequestedUser, correlationId: string): Promise<ApiReply> {
  const headers = { 'idempotency-key': randomUUID(), 'x-correlation-id': correlationId };
  const deadline = performance.now() + TIMEOUT_MS;
  for (;;) {
    const reply = await api('/v1/users', { method: 'POST', body: user, headers });
    if (!isRunning(reply)) return reply;
    if (performance.now() > deadline) {
      throw new CommandError(
        `The registration has not ended in ${TIMEOUT_MS / 1000} s; GET ${reply.headers.get('location')} returns its state.`,
      );
    }
    await pause(RETRY_MS);
  }
}

function printState({ name, enteredAt }: EnteredState, first: EnteredState): void {
  const after = (enteredAt.getTime() - first.enteredAt.getTime()) / 1000;
  say(`   ${dim(`${after.toFixed(2).padStart(5)} s`)}  ${name}`);
}

async function register(system: LocalSystem, user: RequestedUser, quiet: boolean): Promise<ApiReply> {
  const correlationId = randomUUID();
  const request = requestRegistration(await system.api(), user, correlationId);
  if (quiet) return request;
  const { stateMachineArn } = system.outputs;
  return watchExecution({ client: system.clients.workflows, stateMachineArn, correlationId }, request, printState);
}

/** A field a line, with the names in a column. */
function fieldLines(fields: readonly (readonly [name: string, value: unknown])[]): readonly string[] {
  const width = Math.max(0, ...fields.map(([name]) => name.length));
  const textOf = (value: unknown) => (Array.isArray(value) ? value.join(', ') : String(value));
  return fields.map(([name, value]) => `   ${name.padEnd(width)}  ${textOf(value)}`);
}

const userLines = ({ status, body }: ApiReply): readonly string[] => [
  status === 201
    ? 'Registered:'
    : 'Registered; the roles are still pending, and resuming the registration completes them:',
  ...fieldLines(Object.entries((body ?? {}) as Record<string, unknown>)),
];

function refusalLines({ status, body }: ApiReply): readonly string[] {
  const { success, data } = z.safeParse(problem, body);
  if (!success) return [`Refused with status ${status}.`];
  const fields = (data.errors ?? []).map(({ field, message }) => [field, message] as const);
  const ids = data.registrationId === undefined ? [] : [['registrationId', data.registrationId] as const];
  const type = data.type.slice(PROBLEM_TYPE_PREFIX.length);
  return [`Refused (${data.status} ${type}): ${data.detail}`, ...fieldLines([...fields, ...ids])];
}

/** The answer of POST /v1/users as text, and whether the user is registered. */
export interface ReadableAnswer {
  readonly registered: boolean;
  readonly lines: readonly string[];
}

export function readAnswer(reply: ApiReply): ReadableAnswer {
  const registered = reply.status === 201 || reply.status === 202;
  return { registered, lines: registered ? userLines(reply) : refusalLines(reply) };
}

interface Options {
  readonly email: string;
  readonly name: string;
  readonly organisation?: string;
  readonly role?: readonly string[];
  readonly json?: boolean;
}

async function run({ role: roles = [], json = false, ...fields }: Options): Promise<void> {
  const reply = await register(await findLocalSystem(), { ...fields, roles }, json);
  const { registered, lines } = readAnswer(reply);
  if (!registered) process.exitCode = REFUSED;
  if (json) return sayJson(reply.body);
  const [headline = '', ...rest] = lines;
  (registered ? done : failed)(headline);
  for (const line of rest) (registered ? console.log : console.error)(line);
}

const { minLength, maxLength } = z.toJSONSchema(registerUserRequest.shape.name, { io: 'input' });

/** `rollcall register`: registers a user on the local system, as its admin. */
export const addRegister = (program: Command): Command =>
  program
    .command('register')
    .summary('register a user on the local system')
    .description('Register a user on the local system, and show the workflow while it runs.')
    .requiredOption('--email <address>', "the user's e-mail address", text)
    .requiredOption('--name <name>', `the user's name, ${minLength} to ${maxLength} characters`, text)
    .option('--organisation <name>', "the user's organisation", text)
    .option('--role <role>', 'a role, such as user; repeatable', texts)
    .addOption(jsonOption("print the API's answer as JSON and nothing else"))
    .action(run);
