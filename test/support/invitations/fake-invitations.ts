import type { Authorization, ReadPermissions } from '../../../lambdas/domain/authorization/authorization.ts';
import { isOver, transitions } from '../../../lambdas/invitations/rules.ts';
import type { AcceptanceStore, InvitationRecord, InvitationStore } from '../../../lambdas/invitations/store.ts';
import {
  type JournalEntry,
  type JournalRow,
  journalRows,
  type Operation,
} from '../../../lambdas/platform/events/journal.ts';

/** Invitations, users and their grants in memory; all or nothing, as the transactions are. */
export function fakeInvitations() {
  const invitations = new Map<string, InvitationRecord>();
  const pending = new Map<string, string>();
  const users = new Map<string, Set<string>>();
  const journal: JournalRow[] = [];
  const disabled = new Set<string>();
  const groups = new Map<string, ReadonlySet<string>>();

  const record = (operation: Operation, entries: readonly JournalEntry[]) =>
    journal.push(...journalRows(operation, entries));

  function end({ invitationId, email }: InvitationRecord, state: InvitationRecord['state']): boolean {
    const invitation = invitations.get(invitationId);
    if (invitation === undefined || !transitions[invitation.state].includes(state)) return false;
    invitations.set(invitationId, { ...invitation, state });
    return pending.delete(email);
  }

  function addressIsFree(email: string, now: string): boolean {
    const waiting = invitations.get(pending.get(email) ?? '');
    return waiting === undefined || isOver(waiting.endsAt, new Date(now));
  }

  const store: InvitationStore & AcceptanceStore = {
    find: async (invitationId) => invitations.get(invitationId),
    findPending: async (email) => invitations.get(pending.get(email) ?? ''),
    create: async (invitation, operation, entry) => {
      const { invitationId, email, createdAt } = invitation;
      if (invitations.has(invitationId) || !addressIsFree(email, createdAt)) return false;
      invitations.set(invitationId, invitation);
      pending.set(email, invitationId);
      record(operation, [entry]);
      return true;
    },
    accept: async ({ invitation, userId, missing }, operation, entries) => {
      const held = users.get(userId);
      if (held === undefined) return 'user_not_found';
      if (missing.some((role) => held.has(role))) return 'changed';
      if (!end(invitation, 'accepted')) return 'too_late';
      for (const role of missing) held.add(role);
      record(operation, entries);
      return 'written';
    },
    refuse: async ({ invitation }, state, operation, entries) => {
      if (state !== 'pending' && !end(invitation, state)) return 'too_late';
      record(operation, entries);
      return 'written';
    },
  };

  const authorizationOf = async (userId: string): Promise<Authorization | undefined> => {
    const roles = users.get(userId);
    return (
      roles && {
        roles: new Set(roles),
        groups: groups.get(userId) ?? new Set(),
        version: 1,
        disabled: disabled.has(userId),
      }
    );
  };

  return { store, invitations, users, groups, disabled, journal, authorizationOf };
}

/** Definitions of roles, and of groups by the same names, in memory. */
export function fakeRoles(definitions: Record<string, readonly string[]>) {
  const roles = new Map(Object.entries(definitions));
  const read = async (names: Iterable<string>) => ({
    permissions: new Set([...names].flatMap((name) => roles.get(name) ?? [])),
    unknown: [...names].filter((name) => !roles.has(name)),
  });
  const held: ReadPermissions = async ({ roles: given, groups }) =>
    (await read([...(given ?? []), ...(groups ?? [])])).permissions;
  return { roles, read, held };
}
