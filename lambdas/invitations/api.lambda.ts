import { createInvitationRequest } from '../../contracts/api/invitations.ts';
import { idempotencyKey } from '../../contracts/api/users.ts';
import { readRolePermissions } from '../domain/authorization/authorization.ts';
import { api } from '../platform/api/api.ts';
import { readBody, readHeader } from '../platform/api/endpoint.ts';
import { dynamo, kms } from '../platform/aws/clients.ts';
import { tokens } from '../platform/aws/mac-tokens.ts';
import { newId, readEnvironment, systemClock } from '../platform/runtime.ts';
import { createInvitation } from './create-invitation.ts';
import { invitationStore } from './store.ts';

const env = readEnvironment('invitations/api');
const client = dynamo();

const create = createInvitation({
  store: invitationStore(client, { invitations: env.INVITATIONS_TABLE, journal: env.JOURNAL_TABLE }),
  rolePermissions: readRolePermissions(client, env.ACCESS_TABLE),
  tokens: tokens(kms(), env.TOKEN_KEY_ID),
  clock: systemClock,
  newId,
});

export const handler = api({
  createInvitation: async (request) => ({
    status: 201,
    body: await create({
      ...request,
      body: readBody(request, createInvitationRequest),
      idempotencyKey: readHeader(request, 'Idempotency-Key', idempotencyKey),
    }),
  }),
});
