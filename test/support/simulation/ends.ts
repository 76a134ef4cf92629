import { registrationIdOf } from './registration-id.ts';
import type { World } from './world.ts';

/** How every registration of a world ended, by the key that it was asked for with. */
export function endsOf({ database }: World, keys: readonly string[]): Readonly<Record<string, unknown>> {
  const table = database.table('registrations');
  return Object.fromEntries(
    keys.map((key) => [key, table.get({ pk: `REGISTRATION#${registrationIdOf(key)}` })?.state]),
  );
}
