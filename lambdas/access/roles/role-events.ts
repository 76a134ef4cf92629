import { roleAssignmentFailedV1 } from '../../../contracts/events/role-assignment-failed.v1.ts';
import { roleAssignmentSucceededV1 } from '../../../contracts/events/role-assignment-succeeded.v1.ts';
import { roleRevocationFailedV1 } from '../../../contracts/events/role-revocation-failed.v1.ts';
import type { RoleRefusal } from '../../../contracts/registration.ts';
import { roleEvents } from '../../domain/authorization/role-events.ts';
import type { JournalEntry, JournalRow } from '../../platform/events/journal.ts';
import { OUTCOME } from './outcome.ts';
import type { RoleRequest } from './role-request.ts';

/** The attempt and what it came to, for one role of an operation. */
export interface RoleTold {
  succeeded(place?: string): readonly JournalEntry[];
  failed(reason: RoleRefusal, place?: string): readonly JournalEntry[];
}

export function assignmentOf({ userId, caller }: RoleRequest, role: string): RoleTold {
  const events = roleEvents(userId, role, caller.userId);
  return {
    succeeded: (key) => [events.assignmentAttempted(), events.assignmentSucceeded(key)],
    failed: (reason, key) => [events.assignmentAttempted(), events.assignmentFailed(reason, key)],
  };
}

/** `why` is the caller's own reason. */
export function revocationOf({ userId, caller }: RoleRequest, role: string, why?: string): RoleTold {
  const events = roleEvents(userId, role, caller.userId);
  return {
    succeeded: (key) => [events.revocationAttempted(why), events.revocationSucceeded(why, key)],
    failed: (reason, key) => [events.revocationAttempted(why), events.revocationFailed(reason, key)],
  };
}

/** What an outcome's row says of one role. */
export interface RoleOutcome {
  readonly userId: string;
  readonly role: string;
  /** Whether it was to be given, and not taken. */
  readonly gives: boolean;
  /** Where it failed. */
  readonly refused?: RoleRefusal;
}

const failures: readonly string[] = [roleAssignmentFailedV1.type, roleRevocationFailedV1.type];
const givings: readonly string[] = [roleAssignmentSucceededV1.type, roleAssignmentFailedV1.type];

export function roleOutcomeOf({ type, detail }: JournalRow): RoleOutcome {
  const { userId, role, reason } = detail.data as { userId: string; role: string; reason: RoleRefusal };
  return { userId, role, gives: givings.includes(type), ...(failures.includes(type) ? { refused: reason } : {}) };
}

/** All of them fail for one reason; the last of them is the operation's outcome. */
export const allFailed = (told: readonly RoleTold[], reason: RoleRefusal): readonly JournalEntry[] =>
  told.flatMap((role, index) => role.failed(reason, index === told.length - 1 ? OUTCOME : undefined));
