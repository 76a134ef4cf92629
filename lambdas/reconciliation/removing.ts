import type { Clock } from '../platform/clock.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import type { Pass } from './pass.ts';
import type { removeLeftovers } from './remove-leftovers.ts';

/** Stores the pass as it is, before what must not be forgotten is done. */
export type Save = (pass: Pass) => Promise<void>;

type Remove = ReturnType<typeof removeLeftovers>;

/** What a throw leaves is stored as being removed: the next invocation goes on with it. */
async function attempt(remove: Remove, removal: Parameters<Remove>[0]): Promise<boolean> {
  try {
    const removed = await remove(removal);
    logger.info(removed ? 'leftovers removed' : 'leftovers kept', { ...removal });
    return removed;
  } catch (error) {
    logger.error('leftovers not removed', { ...removal, ...errorFields(error) });
    throw error;
  }
}

/** Where the next removable finding stands; -1 when there is none, or when nothing is to be removed. */
function nextRemovable({ fix, findings, cursor = '0' }: Pass): number {
  return fix ? findings.findIndex(({ removable }, index) => removable && index >= Number(cursor)) : -1;
}

/** Tries the next removable finding; the pass is finished when there is none. */
export function removeNext(remove: Remove, clock: Clock) {
  return async (pass: Pass, save: Save): Promise<Pass> => {
    const place = nextRemovable(pass);
    const found = pass.findings[place];
    if (found?.registrationId === undefined) return { ...pass, finishedAt: clock().toISOString() };
    const { userId, registrationId } = found;
    const resumed = pass.removing === registrationId;
    // First the intent: a user who is gone from the pool is not found again, and her removal would go untold.
    if (!resumed) await save({ ...pass, removing: registrationId });
    const removed = await attempt(remove, { passId: pass.passId, userId, registrationId, resumed });
    const findings = pass.findings.map((finding, index) => (index === place ? { ...finding, removed } : finding));
    return {
      ...pass,
      findings,
      removing: undefined,
      cursor: String(place + 1),
      removed: pass.removed + (removed ? 1 : 0),
    };
  };
}
