import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { grantActions } from '../domain/authorization/grants.ts';
import { MAY_BE_GIVEN_MORE } from '../domain/profiles.ts';
import { type WriteAction, writeTransaction } from '../platform/aws/dynamo.ts';
import { type JournalEntry, journalActions, type Operation } from '../platform/events/journal.ts';
import type { InvitationState } from './rules.ts';
import { type InvitationRecord, type InvitationTables, invitationKey, pendingKey } from './store.ts';

/** An invitation and the registered user who has its address. */
export interface Acceptance {
  readonly invitation: InvitationRecord;
  readonly userId: string;
  /** The invitation's roles that the user does not hold yet. */
  readonly missing: readonly string[];
  /** Whether the user was disabled when read. */
  readonly disabled: boolean;
}

interface AcceptanceTables extends InvitationTables {
  readonly access: string;
  readonly users: string;
}

/** `too_late`: the invitation is not pending any more. `changed`: another item changed; read again. */
export type WriteOutcome = 'written' | 'too_late' | 'user_not_found' | 'changed';

export interface AcceptanceStore {
  /** Ends the invitation and assigns the missing roles, with the events, in one transaction. */
  accept(acceptance: Acceptance, operation: Operation, entries: readonly JournalEntry[]): Promise<WriteOutcome>;
  /** Ends the invitation without roles; with `pending` it stays, and only the events are journaled. */
  refuse(
    acceptance: Acceptance,
    state: InvitationState,
    operation: Operation,
    entries: readonly JournalEntry[],
  ): Promise<WriteOutcome>;
}

/** The transition out of `pending`, which happens once. */
const endInvitation = (table: string, { invitation, userId }: Acceptance, state: InvitationState, at: Date) => ({
  Update: {
    TableName: table,
    Key: invitationKey(invitation.invitationId),
    UpdateExpression: 'SET #state = :state, acceptedUserId = :userId, endedAt = :at',
    ConditionExpression: '#state = :pending',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':state': state,
      ':pending': 'pending' satisfies InvitationState,
      ':userId': userId,
      ':at': at.toISOString(),
    },
  },
});

/** Fails without a profile and during its deletion. */
const checkUser = (table: string, { userId }: Acceptance): WriteAction => ({
  ConditionCheck: {
    TableName: table,
    Key: { userId },
    ConditionExpression: MAY_BE_GIVEN_MORE,
  },
});

const unlockAddress = (table: string, { email, invitationId }: InvitationRecord): WriteAction => ({
  Delete: {
    TableName: table,
    Key: pendingKey(email),
    ConditionExpression: 'invitationId = :invitationId',
    ExpressionAttributeValues: { ':invitationId': invitationId },
  },
});

function grants(
  table: string,
  { invitation, userId, missing, disabled }: Acceptance,
  at: Date,
): readonly WriteAction[] {
  if (missing.length === 0) return [];
  return grantActions(table, { userId, roles: missing, grantedBy: invitation.invitedBy, at, disabled });
}

export function acceptanceStore(client: DynamoDBDocumentClient, tables: AcceptanceTables): AcceptanceStore {
  const { invitations, access, users, journal } = tables;

  return {
    async accept(acceptance, operation, entries) {
      const conflict = await writeTransaction(client, [
        endInvitation(invitations, acceptance, 'accepted', operation.at),
        checkUser(users, acceptance),
        unlockAddress(invitations, acceptance.invitation),
        ...grants(access, acceptance, operation.at),
        ...journalActions(journal, operation, entries),
      ]);
      if (conflict === undefined) return 'written';
      return (['too_late', 'user_not_found'] as const)[conflict.index] ?? 'changed';
    },

    async refuse(acceptance, state, operation, entries) {
      const ending = [
        endInvitation(invitations, acceptance, state, operation.at),
        unlockAddress(invitations, acceptance.invitation),
      ];
      const conflict = await writeTransaction(client, [
        ...(state === 'pending' ? [] : ending),
        ...journalActions(journal, operation, entries),
      ]);
      if (conflict === undefined) return 'written';
      return conflict.index === 0 ? 'too_late' : 'changed';
    },
  };
}
