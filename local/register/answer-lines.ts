import * as z from 'zod/mini';
import { problem } from '../../contracts/api/problems.ts';
import type { ApiReply } from '../api-client.ts';

const listed = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value));

/** Names in a column, a field a line. */
function fieldLines(fields: readonly (readonly [name: string, value: unknown])[]): readonly string[] {
  const width = Math.max(0, ...fields.map(([name]) => name.length));
  return fields.map(([name, value]) => `   ${name.padEnd(width)}  ${listed(value)}`);
}

const isRegistered = ({ status }: ApiReply): boolean => status === 201 || status === 202;

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
  return [`Refused (${data.status}): ${data.title}. ${data.detail}`, ...fieldLines([...fields, ...ids])];
}

/** What POST /v1/users answered, and whether there is a user now. */
export interface ReadableAnswer {
  readonly registered: boolean;
  readonly lines: readonly string[];
}

export function readAnswer(reply: ApiReply): ReadableAnswer {
  const registered = isRegistered(reply);
  return { registered, lines: registered ? userLines(reply) : refusalLines(reply) };
}
