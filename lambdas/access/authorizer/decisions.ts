import type { Authorization, ReadAuthorization, ReadPermissions } from '../../domain/authorization/authorization.ts';
import type { Clock } from '../../platform/clock.ts';
import type { DefinitionsVersion } from './definitions.ts';
import { cacheKeyPattern } from './rules.ts';

/** What somebody may do; nothing without `access`, which strangers and the disabled lack. */
export interface Decision {
  readonly access: boolean;
  /** By name. */
  readonly permissions: readonly string[];
}

/** What was decided, and on what: as it is now. */
export interface Decided {
  readonly held: Authorization | undefined;
  readonly decision: Decision;
}

/** Throws what the store throws: nothing is decided then. */
export type Decide = (userId: string) => Promise<Decided>;

export interface DecisionDependencies {
  readonly authorizationOf: ReadAuthorization;
  readonly definitionsVersion: DefinitionsVersion;
  readonly permissionsOf: ReadPermissions;
  readonly clock: Clock;
}

interface Kept {
  readonly basis: string;
  readonly decision: Decision;
  readonly decidedAt: number;
}

const TTL_MS = 300_000;

// About 1 KB each, so 5 MB of an instance's 512; an instance serves one request at a time, some 16 people a second for 300 s.
export const MAX_ENTRIES = 5_000;

const none: Decision = { access: false, permissions: [] };

/**
 * All that a decision rests on. The version changes with each change of the item; but an item that is deleted and
 * made anew, as a restored table may have it, counts from 1 again: what it holds is compared, too.
 */
const basisOf = (held: Authorization | undefined, definitions: number): string =>
  JSON.stringify([
    definitions,
    held && [held.version, held.disabled === true, [...(held.roles ?? [])], [...(held.groups ?? [])]],
  ]);

/**
 * Decides what somebody may do, and keeps what it decided, denials too, for 300 s at most. What she holds is
 * read on every call, so a change of it counts at once; a change of what a role or a group allows counts as
 * soon as `definitionsVersion` tells of it. See docs/adr/0014.
 */
export function decisions({ authorizationOf, definitionsVersion, permissionsOf, clock }: DecisionDependencies): Decide {
  const kept = new Map<string, Kept>();

  async function decisionOn(held: Authorization | undefined): Promise<Decision> {
    if (held === undefined || held.disabled === true) return none;
    return { access: true, permissions: [...(await permissionsOf(held))].sort() };
  }

  function found(place: string, basis: string, now: number): Decision | undefined {
    const known = kept.get(place);
    const isGood = known?.basis === basis && now >= known.decidedAt && now - known.decidedAt < TTL_MS;
    return isGood ? known.decision : undefined;
  }

  function keep(place: string, decided: Kept): void {
    // Last in the order of insertion, so that the first one is the oldest.
    kept.delete(place);
    kept.set(place, decided);
    const [oldest] = kept.keys();
    if (kept.size > MAX_ENTRIES && oldest !== undefined) kept.delete(oldest);
  }

  return async (userId) => {
    const place = cacheKeyPattern(userId);
    const decidedAt = clock().getTime();
    const [held, definitions] = await Promise.all([authorizationOf(userId), definitionsVersion()]);
    const basis = basisOf(held, definitions);
    const known = found(place, basis, decidedAt);
    if (known !== undefined) return { held, decision: known };
    const decision = await decisionOn(held);
    keep(place, { basis, decision, decidedAt });
    return { held, decision };
  };
}
