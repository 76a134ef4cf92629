import { readAuthorization, readPermissions, readRolePermissions } from '../domain/authorization/authorization.ts';
import { dynamo } from '../platform/aws/clients.ts';
import { consumer } from '../platform/events/consumer.ts';
import { readEnvironment, systemClock } from '../platform/runtime.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { acceptanceStore, invitationStore } from './store.ts';

const env = readEnvironment('invitations/accept-invitation');
const client = dynamo();
const tables = {
  invitations: env.INVITATIONS_TABLE,
  users: env.USERS_TABLE,
  access: env.ACCESS_TABLE,
  journal: env.JOURNAL_TABLE,
};

const accept = acceptInvitation({
  store: { ...invitationStore(client, tables), ...acceptanceStore(client, tables) },
  authorizationOf: readAuthorization(client, env.ACCESS_TABLE),
  rolePermissions: readRolePermissions(client, env.ACCESS_TABLE),
  permissionsOf: readPermissions(client, env.ACCESS_TABLE),
  clock: systemClock,
});

export const handler = consumer(accept);
