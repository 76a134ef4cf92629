import type { Authorization } from '../../domain/authorization/authorization.ts';

/** The roles that a user shall hold instead of what was read, and what that changes. */
export interface Replacement {
  readonly userId: string;
  readonly held: Authorization | undefined;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly at: Date;
}

export function replacementOf(
  userId: string,
  held: Authorization | undefined,
  roles: readonly string[],
  at: Date,
): Replacement {
  const [before, after] = [[...(held?.roles ?? [])].sort(), roles.toSorted()];
  const added = after.filter((role) => !before.includes(role));
  const removed = before.filter((role) => !after.includes(role));
  return { userId, held, before, after, added, removed, at };
}
