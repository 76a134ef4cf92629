import { type EntryPoint, environments } from '../../contracts/internal/environment.ts';

type Environment<Entry extends EntryPoint> = Readonly<Record<(typeof environments)[Entry][number], string>>;

/** Reads an entry point's variables at start. Throws the names of those that are missing, so a wrong deployment fails at once. */
export function readEnvironment<Entry extends EntryPoint>(entry: Entry): Environment<Entry> {
  const names: readonly string[] = environments[entry];
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Error(`environment variables are missing: ${missing.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, process.env[name]])) as Environment<Entry>;
}
