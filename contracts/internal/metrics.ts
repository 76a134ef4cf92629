/** The CloudWatch namespace of Rollcall's own metrics. All have the dimension `stage`, besides those named here. */
export const METRICS_NAMESPACE = 'Rollcall';

/** Outcomes of a registration; each registration is counted once, with its one terminal event. */
export const registrationOutcomes = [
  'registered',
  'roles_pending',
  'rolled_back',
  'rollback_failed',
  'failed',
] as const;
export type RegistrationOutcome = (typeof registrationOutcomes)[number];

/** Rollcall's own metrics: written by the handlers, read by the alarms and the dashboard. */
export const metrics = {
  /** Registrations that have ended; by `outcome`. */
  Registrations: 'Count',
  /** From the start of the workflow until the roles are assigned, including deferred roles. */
  TimeToRegistered: 'Milliseconds',
  /** Attempts to assign roles that were deferred. */
  RolesDeferred: 'Count',
  /** Users who were removed again, by the workflow or later. */
  Rollbacks: 'Count',
  /** Registrations older than an hour that still wait for their roles; published each minute. */
  RolesPendingOverAnHour: 'Count',
} as const satisfies Record<string, 'Count' | 'Milliseconds'>;
export type MetricName = keyof typeof metrics;
