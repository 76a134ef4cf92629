import { isDeepStrictEqual } from 'node:util';
import type { JournalRow } from '../../../../lambdas/platform/events/journal.ts';
import type { Asked, Diary } from './diary.ts';
import { enabledAdmins, holderIn, type State } from './state.ts';

interface Data {
  readonly userId: string;
  readonly role: string;
  readonly reason?: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A row at its place, and the state that it met. */
interface Told {
  readonly diary: Diary;
  readonly place: number;
  readonly row: JournalRow;
  readonly data: Data;
  readonly asked: Asked;
  readonly before: State;
}

const complain = (wrong: boolean, sentence: string): readonly string[] => (wrong ? [sentence] : []);

const mayReach = ({ asked: { permissions } }: Pick<Told, 'asked'>, { roles }: State, role: string): boolean =>
  permissions.has('roles:assign') && (roles[role] ?? []).every((permission) => permissions.has(permission));

/** Whether somebody had asked for it by now: what begins is told when it is done. */
const wasAsked = ({ diary, place }: Told, does: string): boolean =>
  [...diary.asked.values()].some(({ deed, since }) => deed.does === does && since <= place);

/** Which refusals are true: each in some state between the request and the row that tells it. */
const justified: Readonly<Record<string, (told: Told, state: State) => boolean>> = {
  user_not_found: (told, state) => holderIn(state, told.data.userId).deleted || wasAsked(told, 'delete'),
  role_not_found: (told, { roles }) => roles[told.data.role] === undefined || wasAsked(told, 'drop role'),
  already_has_role: ({ data }, state) => holderIn(state, data.userId).roles.includes(data.role),
  does_not_have_role: ({ data }, state) => !holderIn(state, data.userId).roles.includes(data.role),
  last_admin: ({ data }, state) => {
    const { roles, disabled } = holderIn(state, data.userId);
    return enabledAdmins(state) <= 1 && roles.includes('admin') && !disabled;
  },
  not_allowed: (told, state) => !mayReach(told, state, told.data.role),
};

function failureIsTrue(told: Told): readonly string[] {
  const { diary, place, asked, row, data } = told;
  if (data.reason === 'storage_error') return [];
  const met = diary.states.slice(asked.since, place + 1);
  const isTrue = met.some((state) => justified[data.reason ?? '']?.(told, state));
  return complain(!isTrue, `${row.type} ${data.role} ${data.reason}: at no time it was so`);
}

function assignmentIsRight(told: Told): readonly string[] {
  const { before, data } = told;
  const holder = holderIn(before, data.userId);
  return [
    ...complain(holder.deleted, `${data.role} is given to somebody who is deleted`),
    ...complain(holder.roles.includes(data.role), `${data.role} is given twice`),
    ...complain(before.roles[data.role] === undefined, `${data.role} is given, and is no role`),
    ...complain(!mayReach(told, before, data.role), `${data.role} is given by who does not hold as much`),
  ];
}

function revocationIsRight(told: Told): readonly string[] {
  const { before, data } = told;
  const byDeletion = data.reason === 'user_deleted';
  const held = holderIn(before, data.userId).roles.includes(data.role);
  return [
    ...complain(!held, `${data.role} is taken from who does not have it`),
    ...complain(!byDeletion && !mayReach(told, before, data.role), `${data.role} is taken by who may not`),
  ];
}

/** Before and after of the whole operation, whose rows stand together. */
function replacementIsRight({ diary, place, row, data, before }: Told): readonly string[] {
  const first = diary.rows.findIndex(({ operationId }) => operationId === row.operationId);
  const met = holderIn(diary.states[first] as State, data.userId).roles;
  const left = holderIn(before, data.userId).roles;
  return [
    ...complain(
      !isDeepStrictEqual([...data.before], [...met]),
      `row ${place}: replaced [${data.before}], not [${met}]`,
    ),
    ...complain(
      !isDeepStrictEqual([...data.after], [...left]),
      `row ${place}: replaced by [${data.after}], not [${left}]`,
    ),
  ];
}

function groupsAreRight({ before, data, asked }: Told): readonly string[] {
  const met = holderIn(before, data.userId).groups;
  return [
    ...complain(!isDeepStrictEqual([...data.before], [...met]), `groups [${data.before}] were set, and were [${met}]`),
    ...complain(!asked.permissions.has('groups:assign'), 'groups were set by who may not'),
  ];
}

const rules: Readonly<Record<string, (told: Told) => readonly string[]>> = {
  RoleAssignmentSucceeded: assignmentIsRight,
  RoleRevocationSucceeded: revocationIsRight,
  RoleAssignmentFailed: failureIsTrue,
  RoleRevocationFailed: failureIsTrue,
  UserRolesReplaced: replacementIsRight,
  PermissionGroupsSet: groupsAreRight,
};

/** Every event is true where it stands, and an enabled admin stays (I7). */
export function rowsAreTrue(diary: Diary): readonly string[] {
  return diary.rows.flatMap((row, place) => {
    const [before, after] = [diary.states[place] as State, diary.states[place + 1] as State];
    const asked = diary.requestOf(row);
    const told = asked && { diary, place, row, data: row.detail.data as Data, asked, before };
    return [
      ...(told ? (rules[row.type]?.(told) ?? []) : []),
      ...complain(enabledAdmins(after) === 0, `I7: after ${row.type} nobody is an enabled admin`),
    ];
  });
}
