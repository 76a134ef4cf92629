import type { JournalRow } from '../../../../lambdas/platform/events/journal.ts';
import type { SentRequest, Trace } from './trace.ts';

const violationIf = (wrong: boolean, sentence: string): readonly string[] => (wrong ? [sentence] : []);

function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

const roleEvent = /^Role(Assignment|Revocation)(Attempted|Succeeded|Failed)$/;

/** I4: of one role in one operation, the attempt, and then its one outcome, also by their times. */
export function attemptsHaveOutcomes({ rows }: Trace): readonly string[] {
  const ofRoles = rows.filter(({ type }) => roleEvent.test(type));
  const operations = groupedBy(ofRoles, ({ operationId, type, detail }) => {
    const { userId, role } = detail.data as { userId: string; role: string };
    return `${operationId} ${roleEvent.exec(type)?.[1]} ${userId} ${role}`;
  });
  return [...operations].flatMap(([name, events]) => {
    const [attempt, outcome, ...others] = events.map(({ type }) => roleEvent.exec(type)?.[2]);
    const [startedAt = '', endedAt = ''] = events.map(({ detail }) => detail.metadata.occurredAt);
    const inOrder = attempt === 'Attempted' && outcome !== undefined && outcome !== 'Attempted' && others.length === 0;
    return violationIf(
      !(inOrder && startedAt < endedAt),
      `I4: ${name} is recorded as ${events.map(({ type }) => type)}`,
    );
  });
}

/** Names a request and its repetitions by the same key: the caller, the kind of change, and the key. */
const operationOf = ({ requestId, action }: SentRequest): string =>
  'key' in action && action.key !== undefined ? `${action.by} ${action.does} ${action.key}` : requestId;

const operations = ['assign', 'revoke', 'replace'];
const done = /^(RoleAssignmentSucceeded|RoleRevocationSucceeded|UserRolesReplaced)$/;

interface Done {
  readonly request: SentRequest;
  readonly row: JournalRow;
}

function outcomesOf(trace: Trace): readonly Done[] {
  return trace.rows.flatMap((row) => {
    const request = trace.requestOf(row);
    return request && operations.includes(request.action.does) ? [{ request, row }] : [];
  });
}

/** A retried request repeats nothing. */
export function nothingIsRepeated(trace: Trace): readonly string[] {
  const successes = outcomesOf(trace).filter(({ row }) => done.test(row.type));
  return [...groupedBy(successes, ({ request }) => operationOf(request))].flatMap(([name, all]) => {
    const ids = new Set(all.map(({ row }) => row.operationId));
    return violationIf(ids.size > 1, `${name} was carried out ${ids.size} times`);
  });
}

/** The last word of a problem's type. */
const problemOf = ({ answer }: SentRequest): string => String(answer?.body.type ?? '').replace(/^.*[/:#]/, '');

const recordedAs: Readonly<Record<string, string>> = { unknown_roles: 'role_not_found' };
const recordedReasons = [
  'user_not_found',
  'role_not_found',
  'unknown_roles',
  'already_has_role',
  'does_not_have_role',
  'last_admin',
  'not_allowed',
];

/** Where nothing is looked up, and the request names no role, there is no event. */
const namesNoRole = ({ action }: SentRequest): boolean => action.does === 'replace' && action.roles.length === 0;

function answerIsRecorded(request: SentRequest, outcomes: readonly Done[]): readonly string[] {
  const { status = 0 } = request.answer ?? {};
  const mine = outcomes.filter((one) => operationOf(one.request) === operationOf(request)).map(({ row }) => row);
  if (status < 300) return violationIf(!mine.some(({ type }) => done.test(type)), `${status}, and no event records it`);
  const problem = problemOf(request);
  if (!recordedReasons.includes(problem) || namesNoRole(request)) return [];
  const reason = recordedAs[problem] ?? problem;
  const isRecorded = mine.some(({ detail }) => (detail.data as { reason?: string }).reason === reason);
  return violationIf(!isRecorded, `${status} ${problem}, and no event records it`);
}

/** Answers agree with the events. */
export function answersAreRecorded(trace: Trace): readonly string[] {
  const outcomes = outcomesOf(trace);
  return [...trace.requests.values()].flatMap((request) => {
    if (!operations.includes(request.action.does) || request.answer === undefined) return [];
    return answerIsRecorded(request, outcomes).map((sentence) => `${JSON.stringify(request.action)}: ${sentence}`);
  });
}

/** Where nothing broke, every request is answered. */
export const allAreAnswered = ({ requests: request }: Trace): readonly string[] =>
  [...request.values()].flatMap(({ action, answer }) =>
    violationIf((answer?.status ?? 599) >= 500, `${JSON.stringify(action)} is answered ${answer?.status}`),
  );
