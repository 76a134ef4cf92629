import * as z from 'zod/mini';
import { deleteUserQuery, listUsersQuery, type User, userPath } from '../../contracts/api/users.ts';
import { isoTime, userId } from '../../contracts/fields.ts';
import type { Endpoint } from '../platform/api/api.ts';
import { type ApiAnswer, readPath, readQuery } from '../platform/api/endpoint.ts';
import { readCursor, writeCursor } from '../platform/cursor.ts';
import { type Account, toUser } from './account.ts';
import { type AccountDependencies, findAccount } from './change-account.ts';
import { deleteUser } from './delete-user.ts';
import { disableUser, enableUser } from './disable-user.ts';
import { confirmationRequired } from './rules.ts';
import type { Position } from './store.ts';

const positionInCursor = z.tuple([isoTime, userId]);

/** Refuses a cursor that is not ours with 422. */
function positionOf(cursor: string): Position {
  const [createdAt, id] = readCursor(cursor, positionInCursor);
  return { createdAt, userId: id };
}

/** The endpoints of contracts/api/routes/ that read and change existing users. */
export function accountEndpoints(deps: AccountDependencies) {
  const { store } = deps;

  async function toUsers(accounts: readonly Account[]): Promise<readonly User[]> {
    const roles = await store.roles(accounts.map((account) => account.userId));
    return accounts.map((account) => toUser(account, roles.get(account.userId) ?? []));
  }

  async function answer(account: Account): Promise<ApiAnswer> {
    const [body] = await toUsers([account]);
    return { status: 200, body };
  }

  const listUsers: Endpoint = async (request) => {
    const { limit, cursor } = readQuery(request, listUsersQuery);
    const { accounts, next } = await store.list(limit, cursor === undefined ? undefined : positionOf(cursor));
    const nextCursor = next && writeCursor([next.createdAt, next.userId]);
    return { status: 200, body: { items: await toUsers(accounts), nextCursor } };
  };

  const getUser: Endpoint = async (request) => {
    const { userId: id } = readPath(request, userPath);
    return answer(await findAccount(deps, id));
  };

  const remove: Endpoint = async (request) => {
    const path = readPath(request, userPath);
    if (readQuery(request, deleteUserQuery).confirm !== 'true') throw confirmationRequired();
    await deleteUser(deps, path.userId, request);
    return { status: 204 };
  };

  const change =
    (apply: typeof disableUser): Endpoint =>
    async (request) =>
      answer(await apply(deps, readPath(request, userPath).userId, request));

  return { listUsers, getUser, deleteUser: remove, disableUser: change(disableUser), enableUser: change(enableUser) };
}
