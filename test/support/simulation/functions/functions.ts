import { createInvitationRequest } from '../../../../contracts/api/invitations.ts';
import { idempotencyKey } from '../../../../contracts/api/users.ts';
import { accountEndpoints } from '../../../../lambdas/accounts/change-account.ts';
import { accountStore } from '../../../../lambdas/accounts/store.ts';
import { recordEntry } from '../../../../lambdas/audit/store.ts';
import {
  readAuthorization,
  readPermissions,
  readRolePermissions,
} from '../../../../lambdas/domain/authorization/authorization.ts';
import { acceptInvitation } from '../../../../lambdas/invitations/accept-invitation.ts';
import { createInvitation } from '../../../../lambdas/invitations/create-invitation.ts';
import { invitationStore } from '../../../../lambdas/invitations/store.ts';
import { logEvent } from '../../../../lambdas/logging/log-event.ts';
import { composer } from '../../../../lambdas/mail/compose.ts';
import { sesDelivery } from '../../../../lambdas/mail/ses.ts';
import { api } from '../../../../lambdas/platform/api/api.ts';
import { readBody, readHeader } from '../../../../lambdas/platform/api/endpoint.ts';
import { tokens } from '../../../../lambdas/platform/aws/mac-tokens.ts';
import { logger } from '../../../../lambdas/platform/observability/logger.ts';
import { accessFunctions } from './access.ts';
import { type InvocationContext, POOL, tables, type Wiring } from './dependencies.ts';
import { reconciliation } from './reconciliation.ts';
import { registrationFunctions } from './registration.ts';

export const OPERATORS = 'operators@example.com';

function publisher({ aws, deps, sleep }: InvocationContext) {
  const bus = deps.eventBus(aws.events, 'rollcall');
  // The real pause takes chance and time by itself; this one is as long at most.
  return deps.publishJournal({ ...bus, pause: (attempt) => sleep(50 * 2 ** attempt) });
}

function mailer({ aws, deps, clock, newId }: InvocationContext) {
  const compose = composer({
    tokens: tokens(aws.kms, 'key'),
    appUrl: 'https://app.example.com',
    operators: OPERATORS,
  });
  const store = deps.intentStore(aws.dynamo, tables);
  const deliver = sesDelivery(aws.ses, 'rollcall@example.com');
  return deps.consumer(deps.sendMail({ compose, store, deliver, clock, newId }));
}

function invitations({ aws, clock, newId }: InvocationContext) {
  const create = createInvitation({
    store: invitationStore(aws.dynamo, tables),
    rolePermissions: readRolePermissions(aws.dynamo, tables.access),
    tokens: tokens(aws.kms, 'key'),
    clock,
    newId,
  });
  return api({
    createInvitation: async (request) => {
      const body = readBody(request, createInvitationRequest);
      const key = readHeader(request, 'Idempotency-Key', idempotencyKey);
      return { status: 201, body: await create({ ...request, body, idempotencyKey: key }) };
    },
  });
}

/** Every entry point that the simulation runs, by its path below lambdas/. */
export const functions = {
  ...registrationFunctions,
  ...accessFunctions,
  'reconciliation/reconcile': reconciliation,
  'accounts/api': ({ aws, deps, clock, newId }) => {
    const store = accountStore(aws.dynamo, tables);
    const pool = deps.accountPool(aws.cognito, POOL);
    return api(accountEndpoints({ store, pool, tables, clock, newId }));
  },
  'journal/publish-journal': publisher,
  'audit/record-entry': ({ aws, deps }) => deps.consumer(recordEntry(deps.auditAppender(aws.dynamo, tables.audit))),
  'logging/log-event': ({ deps }) => deps.consumer(logEvent(logger)),
  'mail/send-mail': mailer,
  'invitations/api': invitations,
  'invitations/accept-invitation': ({ aws, deps, clock }) => {
    const store = { ...invitationStore(aws.dynamo, tables), ...deps.acceptanceStore(aws.dynamo, tables) };
    const authorizationOf = readAuthorization(aws.dynamo, tables.access);
    const permissions = readRolePermissions(aws.dynamo, tables.access);
    const permissionsOf = readPermissions(aws.dynamo, tables.access);
    return deps.consumer(
      acceptInvitation({ store, authorizationOf, rolePermissions: permissions, permissionsOf, clock }),
    );
  },
} satisfies Record<string, Wiring>;
export type FunctionName = keyof typeof functions;
