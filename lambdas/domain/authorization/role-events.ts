import * as events from '../../../contracts/events/definitions.ts';

import type { RoleRefusal } from '../../../contracts/registration.ts';
import { type JournalEntry, type JournalRow, journalEntry } from '../../platform/events/journal.ts';

/**
 * Builds the journal entries for one role of an operation; `by` assigns or revokes the role. Event ids derive
 * from the key: an operation that journals a role more than once passes keys of its own.
 */
export function roleEvents(userId: string, role: string, by: string) {
  const assignment = { userId, role, assignedBy: by };
  const revocation = { userId, role, revokedBy: by };
  const keyOf = (outcome: 'attempted' | 'succeeded' | 'failed') => `role:${role}:${outcome}`;
  const withReason = (reason: string | undefined) => (reason === undefined ? revocation : { ...revocation, reason });

  return {
    assignmentAttempted: (key = keyOf('attempted')): JournalEntry =>
      journalEntry(events.roleAssignmentAttemptedV1, key, assignment),

    assignmentSucceeded: (key = keyOf('succeeded')): JournalEntry =>
      journalEntry(events.roleAssignmentSucceededV1, key, assignment),

    assignmentFailed: (reason: RoleRefusal, key = keyOf('failed')): JournalEntry =>
      journalEntry(events.roleAssignmentFailedV1, key, { ...assignment, reason }),

    /** `reason`: why the role is revoked, in the words of who revokes it. */
    revocationAttempted: (reason?: string, key = keyOf('attempted')): JournalEntry =>
      journalEntry(events.roleRevocationAttemptedV1, key, withReason(reason)),

    revocationSucceeded: (reason?: string, key = keyOf('succeeded')): JournalEntry =>
      journalEntry(events.roleRevocationSucceededV1, key, withReason(reason)),

    revocationFailed: (reason: RoleRefusal, key = keyOf('failed')): JournalEntry =>
      journalEntry(events.roleRevocationFailedV1, key, { ...revocation, reason }),
  };
}

/** What a journal row of a role event records. */
interface RecordedRoleEvent {
  readonly userId: string;
  readonly role: string;
  readonly isAssignment: boolean;
  /** Why it failed. */
  readonly refusal?: RoleRefusal;
}

const failures: readonly string[] = [events.roleAssignmentFailedV1.type, events.roleRevocationFailedV1.type];
const assignments: readonly string[] = [events.roleAssignmentSucceededV1.type, events.roleAssignmentFailedV1.type];

export function readRoleEvent({ type, detail }: JournalRow): RecordedRoleEvent {
  const { userId, role, reason } = detail.data as { userId: string; role: string; reason: RoleRefusal };
  const failed = failures.includes(type) ? { refusal: reason } : {};
  return { userId, role, isAssignment: assignments.includes(type), ...failed };
}
