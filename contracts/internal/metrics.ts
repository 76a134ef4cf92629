/** CloudWatch's namespace of Rollcall's own metrics. Each carries the dimension `stage`, beside those named here. */
export const METRICS_NAMESPACE = 'Rollcall';

/** How a registration ended; counted once, with its one terminal event. */
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
  /** From the start of the workflow until the roles are given, those that were deferred included. */
  TimeToRegistered: 'Milliseconds',
  /** Attempts to give roles that were put off. */
  RolesDeferred: 'Count',
  /** Users who were removed again, by the workflow or later. */
  Rollbacks: 'Count',
  /** How many registrations that are older than an hour still wait for their roles; told each minute. */
  RolesPendingOverAnHour: 'Count',
} as const satisfies Record<string, 'Count' | 'Milliseconds'>;
export type MetricName = keyof typeof metrics;
