import type { JournalRow } from '../../../../lambdas/platform/events/journal.ts';
import type { Asked, Diary } from './diary.ts';

const complain = (wrong: boolean, sentence: string): readonly string[] => (wrong ? [sentence] : []);

function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

const told = /^Role(Assignment|Revocation)(Attempted|Succeeded|Failed)$/;

/** I4: of one role in one operation, the attempt, and then its one outcome, also by their times. */
export function attemptsHaveOutcomes({ rows }: Diary): readonly string[] {
  const ofRoles = rows.filter(({ type }) => told.test(type));
  const operations = groupedBy(ofRoles, ({ operationId, type, detail }) => {
    const { userId, role } = detail.data as { userId: string; role: string };
    return `${operationId} ${told.exec(type)?.[1]} ${userId} ${role}`;
  });
  return [...operations].flatMap(([name, events]) => {
    const [attempt, outcome, ...others] = events.map(({ type }) => told.exec(type)?.[2]);
    const [begun = '', ended = ''] = events.map(({ detail }) => detail.metadata.occurredAt);
    const inOrder = attempt === 'Attempted' && outcome !== undefined && outcome !== 'Attempted' && others.length === 0;
    return complain(!(inOrder && begun < ended), `I4: ${name} is told as ${events.map(({ type }) => type)}`);
  });
}

/** What came of a request and of those that are the same by their key: the caller, what she did, and the key. */
const operationOf = ({ requestId, deed }: Asked): string =>
  'key' in deed && deed.key !== undefined ? `${deed.by} ${deed.does} ${deed.key}` : requestId;

const operations = ['assign', 'revoke', 'replace'];
const done = /^(RoleAssignmentSucceeded|RoleRevocationSucceeded|UserRolesReplaced)$/;

interface Done {
  readonly asked: Asked;
  readonly row: JournalRow;
}

function outcomesOf(diary: Diary): readonly Done[] {
  return diary.rows.flatMap((row) => {
    const asked = diary.requestOf(row);
    return asked && operations.includes(asked.deed.does) ? [{ asked, row }] : [];
  });
}

/** A retried request repeats nothing. */
export function nothingIsRepeated(diary: Diary): readonly string[] {
  const successes = outcomesOf(diary).filter(({ row }) => done.test(row.type));
  return [...groupedBy(successes, ({ asked }) => operationOf(asked))].flatMap(([name, all]) => {
    const ids = new Set(all.map(({ row }) => row.operationId));
    return complain(ids.size > 1, `${name} was carried out ${ids.size} times`);
  });
}

/** The last word of a problem's type. */
const problemOf = ({ answer }: Asked): string => String(answer?.body.type ?? '').replace(/^.*[/:#]/, '');

const toldAs: Readonly<Record<string, string>> = { unknown_roles: 'role_not_found' };
const toldReasons = [
  'user_not_found',
  'role_not_found',
  'unknown_roles',
  'already_has_role',
  'does_not_have_role',
  'last_admin',
  'not_allowed',
];

/** Where nothing is looked up, and the request names no role, there is none to tell of. */
const namesNoRole = ({ deed }: Asked): boolean => deed.does === 'replace' && deed.roles.length === 0;

function answerIsTold(asked: Asked, outcomes: readonly Done[]): readonly string[] {
  const { status = 0 } = asked.answer ?? {};
  const mine = outcomes.filter((one) => operationOf(one.asked) === operationOf(asked)).map(({ row }) => row);
  if (status < 300) return complain(!mine.some(({ type }) => done.test(type)), `${status}, and no event tells of it`);
  const problem = problemOf(asked);
  if (!toldReasons.includes(problem) || namesNoRole(asked)) return [];
  const reason = toldAs[problem] ?? problem;
  const isTold = mine.some(({ detail }) => (detail.data as { reason?: string }).reason === reason);
  return complain(!isTold, `${status} ${problem}, and no event tells of it`);
}

/** Whoever was answered was told what the events tell. */
export function answersAreTold(diary: Diary): readonly string[] {
  const outcomes = outcomesOf(diary);
  return [...diary.asked.values()].flatMap((asked) => {
    if (!operations.includes(asked.deed.does) || asked.answer === undefined) return [];
    return answerIsTold(asked, outcomes).map((sentence) => `${JSON.stringify(asked.deed)}: ${sentence}`);
  });
}

/** Where nothing broke, everybody is answered. */
export const allAreAnswered = ({ asked }: Diary): readonly string[] =>
  [...asked.values()].flatMap(({ deed, answer }) =>
    complain((answer?.status ?? 599) >= 500, `${JSON.stringify(deed)} is answered ${answer?.status}`),
  );
