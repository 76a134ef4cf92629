import { deleteUserQuery, listUsersQuery, userPath } from '../../contracts/api/users.ts';
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
const shown = (account: Account): ApiAnswer => ({ status: 200, body: toUser(account) });

/** The routes of contracts/api/routes.ts that are about existing users. */
export function accountEndpoints(accounts: Accounts) {
  const { store } = accounts;

  const listUsers: Endpoint = async (request) => {
    const { limit, cursor } = readQuery(request, listUsersQuery);
    const { accounts: found, next } = await store.list(limit, cursor === undefined ? undefined : decodeCursor(cursor));
    return { status: 200, body: { items: found.map(toUser), nextCursor: next && encodeCursor(next) } };
  };

  const getUser: Endpoint = async (request) => {
    const account = await store.find(readPath(request, userPath).userId);
    if (account === undefined) throw noSuchUser();
    return shown(account);
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
      shown(await apply(accounts, readPath(request, userPath).userId, causeOf(request)));

  return { listUsers, getUser, deleteUser: remove, disableUser: change(disableUser), enableUser: change(enableUser) };
}
