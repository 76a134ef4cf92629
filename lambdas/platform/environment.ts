import type { EnvironmentName } from '../../contracts/internal/environment.ts';

/** Reads the named variables at start, so that a wrong deployment fails at once and by name. */
export function readEnvironment<Name extends EnvironmentName>(
  ...names: readonly Name[]
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Error(`environment variables are missing: ${missing.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, process.env[name]])) as Record<Name, string>;
}
