import type { RegistrationOutcome } from '../../contracts/internal/metrics.ts';
import type { JournalEntry } from '../platform/events/journal.ts';
import type { Measurement } from '../platform/observability/metrics.ts';

/** How the registration ended with these events; undefined when it did not. */
function outcomeOf(entries: readonly JournalEntry[]): RegistrationOutcome | undefined {
  const named = (type: string) => entries.find((entry) => entry.type === type);
  const registered = named('UserRegistered')?.data as { readonly status: string } | undefined;
  if (registered) return registered.status === 'active' ? 'registered' : 'roles_pending';
  if (!named('UserRegistrationFailed')) return undefined;
  if (named('UserRollbackFailed')) return 'rollback_failed';
  return named('UserRegistrationRolledBack') ? 'rolled_back' : 'failed';
}

/**
 * What a write of a registration says to the metrics, read off the events that it journaled: a step that is
 * repeated journals nothing, and so counts nothing.
 */
export function measurementsOf(entries: readonly JournalEntry[]): readonly Measurement[] {
  const outcome = outcomeOf(entries);
  const has = (type: string) => entries.some((entry) => entry.type === type);
  return [
    ...(outcome ? [{ metric: 'Registrations', value: 1, dimensions: { outcome } } as const] : []),
    ...(has('RoleAssignmentDeferred') ? [{ metric: 'RolesDeferred', value: 1 } as const] : []),
    ...(has('UserRegistrationRolledBack') ? [{ metric: 'Rollbacks', value: 1 } as const] : []),
  ];
}
