import { parseArgs } from 'node:util';

/** Every --role of a command line, in order: citty keeps the last one only. */
export function rolesIn(rawArgs: readonly string[]): readonly string[] {
  const { values } = parseArgs({
    args: [...rawArgs],
    options: { role: { type: 'string', multiple: true } },
    strict: false,
  });
  return (values.role ?? []).filter((role): role is string => typeof role === 'string');
}
