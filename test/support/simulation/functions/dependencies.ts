import { storedDecisions } from '../../../../lambdas/access/authorizer/decisions.ts';
import { userRoleEndpoints } from '../../../../lambdas/access/roles/user-roles.ts';
import { auditAppender } from '../../../../lambdas/audit/store.ts';
import { accountPool, reconciledPool, userPool } from '../../../../lambdas/domain/user-pool/users.ts';
import { acceptanceStore } from '../../../../lambdas/invitations/store.ts';
import { eventBus, publishJournal } from '../../../../lambdas/journal/publish.ts';
import { sendMail } from '../../../../lambdas/mail/send-mail.ts';
import { intentStore } from '../../../../lambdas/mail/store.ts';
import { consumer } from '../../../../lambdas/platform/events/consumer.ts';
import type { IdSource } from '../../../../lambdas/platform/runtime.ts';
import { removeNext } from '../../../../lambdas/reconciliation/remove-leftovers.ts';
import { reconciliationStore } from '../../../../lambdas/reconciliation/store.ts';
import { readSubjects } from '../../../../lambdas/reconciliation/subjects.ts';
import { completeRoles } from '../../../../lambdas/registration/deferred-roles.ts';
import { rollBackUser } from '../../../../lambdas/registration/rollback.ts';
import { registrationStore } from '../../../../lambdas/registration/store.ts';
import type { Clients } from '../clients.ts';

/** The product's own parts, of which a planted mutant passes in another. */
export const productDependencies = {
  accountPool,
  auditAppender,
  acceptanceStore,
  eventBus,
  publishJournal,
  sendMail,
  intentStore,
  consumer,
  userPool,
  completeRoles,
  rollBackUser,
  registrationStore,
  reconciledPool,
  reconciliationStore,
  readSubjects,
  removeNext,
  userRoleEndpoints,
  storedDecisions,
};
export type ProductDependencies = typeof productDependencies;

/** What one invocation is given: what an entry point builds at module scope from its environment. */
export interface InvocationContext {
  readonly aws: Clients;
  readonly deps: ProductDependencies;
  readonly clock: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  readonly newId: IdSource;
}

/** A function's handler, built as its `.lambda.ts` builds it. */
export type Wiring = (
  given: InvocationContext,
) => (event: never, context: never, done: never) => Promise<unknown> | undefined;

/** Tables are called as in contracts/internal/tables.ts. */
export const tables = {
  registrations: 'registrations',
  users: 'users',
  access: 'access',
  journal: 'journal',
  audit: 'audit',
  mail: 'mail',
  invitations: 'invitations',
  sessions: 'sessions',
} as const;

export const POOL = 'pool';
