import { roleRevocationAttemptedV1 } from '../../contracts/events/role-revocation-attempted.v1.ts';
import { roleRevocationFailedV1 } from '../../contracts/events/role-revocation-failed.v1.ts';
import { roleRevocationSucceededV1 } from '../../contracts/events/role-revocation-succeeded.v1.ts';
import { USER_DELETED } from '../../contracts/registration.ts';
import { ADMIN_ROLE } from '../domain/authorization/grants.ts';
import { type JournalEntry, journalEntry } from '../platform/events/journal.ts';
import type { Subject } from './registration-mark.ts';

const attempted = (userId: string, role: string, revokedBy: string) =>
  journalEntry(roleRevocationAttemptedV1, `role:${role}:attempted`, { userId, role, revokedBy, reason: USER_DELETED });

/** The roles that a deletion takes away, one attempt and one success each. */
export const revokedEntries = ({ account, held }: Subject, revokedBy: string): readonly JournalEntry[] =>
  [...(held?.roles ?? [])].sort().flatMap((role) => [
    attempted(account.userId, role, revokedBy),
    journalEntry(roleRevocationSucceededV1, `role:${role}:succeeded`, {
      userId: account.userId,
      role,
      revokedBy,
      reason: USER_DELETED,
    }),
  ]);

/** The one role that may not be taken away, and for which nothing was taken. */
export const keptAdminEntries = ({ account }: Subject, revokedBy: string): readonly JournalEntry[] => [
  attempted(account.userId, ADMIN_ROLE, revokedBy),
  journalEntry(roleRevocationFailedV1, `role:${ADMIN_ROLE}:failed`, {
    userId: account.userId,
    role: ADMIN_ROLE,
    revokedBy,
    reason: 'last_admin',
  }),
];
