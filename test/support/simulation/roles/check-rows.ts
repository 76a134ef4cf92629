import { isDeepStrictEqual } from 'node:util';
import type { JournalRow } from '../../../../lambdas/platform/events/journal.ts';
import { enabledAdmins, holderIn, type State } from './state.ts';
import type { SentRequest, Trace } from './trace.ts';

interface Data {
  readonly userId: string;
  readonly role: string;
  readonly reason?: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A row at its place, and the state that it met. */
interface RowContext {
  readonly trace: Trace;
  readonly index: number;
  readonly row: JournalRow;
  readonly data: Data;
  readonly request: SentRequest;
  readonly before: State;
}

const violationIf = (wrong: boolean, sentence: string): readonly string[] => (wrong ? [sentence] : []);

const mayReach = ({ request: { permissions } }: Pick<RowContext, 'request'>, { roles }: State, role: string): boolean =>
  permissions.has('roles:assign') && (roles[role] ?? []).every((permission) => permissions.has(permission));

/** Whether such a request was sent by now: its row is written only when it is done. */
const wasAsked = ({ trace, index }: RowContext, does: string): boolean =>
  [...trace.requests.values()].some(({ action, since }) => action.does === does && since <= index);

/** Which refusals are true: each in some state between the request and the row that records it. */
const justified: Readonly<Record<string, (context: RowContext, state: State) => boolean>> = {
  user_not_found: (context, state) => holderIn(state, context.data.userId).deleted || wasAsked(context, 'delete'),
  role_not_found: (context, { roles }) => roles[context.data.role] === undefined || wasAsked(context, 'drop role'),
  already_has_role: ({ data }, state) => holderIn(state, data.userId).roles.includes(data.role),
  does_not_have_role: ({ data }, state) => !holderIn(state, data.userId).roles.includes(data.role),
  last_admin: ({ data }, state) => {
    const { roles, disabled } = holderIn(state, data.userId);
    return enabledAdmins(state) <= 1 && roles.includes('admin') && !disabled;
  },
  not_allowed: (context, state) => !mayReach(context, state, context.data.role),
};

function failureIsTrue(context: RowContext): readonly string[] {
  const { trace, index, request, row, data } = context;
  if (data.reason === 'storage_error') return [];
  const previous = trace.states.slice(request.since, index + 1);
  const isTrue = previous.some((state) => justified[data.reason ?? '']?.(context, state));
  return violationIf(!isTrue, `${row.type} ${data.role} ${data.reason}: at no time it was so`);
}

function assignmentIsRight(context: RowContext): readonly string[] {
  const { before, data } = context;
  const holder = holderIn(before, data.userId);
  return [
    ...violationIf(holder.deleted, `${data.role} is assigned to a deleted user`),
    ...violationIf(holder.roles.includes(data.role), `${data.role} is given twice`),
    ...violationIf(before.roles[data.role] === undefined, `${data.role} is given, and is no role`),
    ...violationIf(!mayReach(context, before, data.role), `${data.role} is given by who does not hold as much`),
  ];
}

function revocationIsRight(context: RowContext): readonly string[] {
  const { before, data } = context;
  const byDeletion = data.reason === 'user_deleted';
  const held = holderIn(before, data.userId).roles.includes(data.role);
  return [
    ...violationIf(!held, `${data.role} is taken from who does not have it`),
    ...violationIf(!byDeletion && !mayReach(context, before, data.role), `${data.role} is taken by who may not`),
  ];
}

/** Before and after of the whole operation, whose rows stand together. */
function replacementIsRight({ trace, index, row, data, before }: RowContext): readonly string[] {
  const first = trace.rows.findIndex(({ operationId }) => operationId === row.operationId);
  const previous = holderIn(trace.states[first] as State, data.userId).roles;
  const left = holderIn(before, data.userId).roles;
  return [
    ...violationIf(
      !isDeepStrictEqual([...data.before], [...previous]),
      `row ${index}: replaced [${data.before}], not [${previous}]`,
    ),
    ...violationIf(
      !isDeepStrictEqual([...data.after], [...left]),
      `row ${index}: replaced by [${data.after}], not [${left}]`,
    ),
  ];
}

function groupsAreRight({ before, data, request }: RowContext): readonly string[] {
  const previous = holderIn(before, data.userId).groups;
  return [
    ...violationIf(
      !isDeepStrictEqual([...data.before], [...previous]),
      `groups [${data.before}] were set, and were [${previous}]`,
    ),
    ...violationIf(!request.permissions.has('groups:assign'), 'groups were set by who may not'),
  ];
}

const rules: Readonly<Record<string, (context: RowContext) => readonly string[]>> = {
  RoleAssignmentSucceeded: assignmentIsRight,
  RoleRevocationSucceeded: revocationIsRight,
  RoleAssignmentFailed: failureIsTrue,
  RoleRevocationFailed: failureIsTrue,
  UserRolesReplaced: replacementIsRight,
  PermissionGroupsSet: groupsAreRight,
};

/** Every event is true where it stands, and an enabled admin stays (I7). */
export function rowsAreTrue(trace: Trace): readonly string[] {
  return trace.rows.flatMap((row, index) => {
    const [before, after] = [trace.states[index] as State, trace.states[index + 1] as State];
    const request = trace.requestOf(row);
    const context = request && {
      trace,
      index,
      row,
      data: row.detail.data as Data,
      request,
      before,
    };
    return [
      ...(context ? (rules[row.type]?.(context) ?? []) : []),
      ...violationIf(enabledAdmins(after) === 0, `I7: after ${row.type} there is no enabled admin`),
    ];
  });
}
