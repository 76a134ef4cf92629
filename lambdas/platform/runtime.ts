import { v5, v7 } from 'uuid';
import { type EntryPoint, environments } from '../../contracts/internal/environment.ts';

/** The current time, passed in as a dependency. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** Own code because node:timers/promises loads all of the web's streams: 3 ms and 1 MB of a start. */
export const sleep = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

// Sixteen printable bytes: the workflow derives its event's id as the SHA-1 of this text and a name,
// because JSONata can hash text but not bytes (statemachines/register-user.asl.json).
const NAMESPACE = new TextEncoder().encode('rollcall:events:');

/** Creates time-ordered ids (UUIDv7), passed in as a dependency. */
export type IdSource = () => string;
export const newId: IdSource = () => v7();

/** UUIDv5 of a name: a repeated operation derives the same id. */
export const derivedId = (name: string): string => v5(name, NAMESPACE);

/** An event's id: from the operation and the event's key in it. */
export const eventIdOf = (operationId: string, key: string): string => derivedId(`${operationId}:${key}`);

/** The username that a registration chooses, and the only one that it ever deletes. */
export const userIdOf = (registrationId: string): string => derivedId(`${registrationId}:user`);

type Environment<Entry extends EntryPoint> = Readonly<Record<(typeof environments)[Entry][number], string>>;

/** Reads an entry point's variables at start. Throws the names of those that are missing, so a wrong deployment fails at once. */
export function readEnvironment<Entry extends EntryPoint>(entry: Entry): Environment<Entry> {
  const names: readonly string[] = environments[entry];
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Error(`environment variables are missing: ${missing.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, process.env[name]])) as Environment<Entry>;
}
