import { deleteUserQuery, listUsersQuery, type User, userPath } from '../../contracts/api/users.ts';
import type { ApiAnswer } from '../platform/api/answer.ts';
import type { Endpoint } from '../platform/api/api.ts';
import { type ApiRequest, readPath, readQuery } from '../platform/api/request.ts';
import { type Account, toUser } from './account.ts';
import type { Accounts, Cause } from './change.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { deleteUser } from './delete-user.ts';
import { disableUser, enableUser } from './disable-user.ts';
import { noSuchUser, unconfirmed } from './rules.ts';

const causeOf = ({ actor, correlationId, requestId }: ApiRequest): Cause => ({ actor, correlationId, requestId });

/** The routes of contracts/api/routes.ts that are about existing users. */
export function accountEndpoints(accounts: Accounts) {
  const { store } = accounts;

  async function shown(found: readonly Account[]): Promise<readonly User[]> {
    const roles = await store.roles(found.map(({ userId }) => userId));
    return found.map((account) => toUser(account, roles.get(account.userId) ?? []));
  }

  async function answer(account: Account): Promise<ApiAnswer> {
    const [body] = await shown([account]);
    return { status: 200, body };
  }

  const listUsers: Endpoint = async (request) => {
    const { limit, cursor } = readQuery(request, listUsersQuery);
    const { accounts: found, next } = await store.list(limit, cursor === undefined ? undefined : decodeCursor(cursor));
    const items = await shown(found);
    return { status: 200, body: { items, nextCursor: next && encodeCursor(next) } };
  };

  const getUser: Endpoint = async (request) => {
    const account = await store.find(readPath(request, userPath).userId);
    if (account === undefined) throw noSuchUser();
    return answer(account);
  };

  const remove: Endpoint = async (request) => {
    const { userId } = readPath(request, userPath);
    if (readQuery(request, deleteUserQuery).confirm !== 'true') throw unconfirmed();
    await deleteUser(accounts, userId, causeOf(request));
    return { status: 204 };
  };

  const change =
    (apply: typeof disableUser): Endpoint =>
    async (request) =>
      answer(await apply(accounts, readPath(request, userPath).userId, causeOf(request)));

  return { listUsers, getUser, deleteUser: remove, disableUser: change(disableUser), enableUser: change(enableUser) };
}
