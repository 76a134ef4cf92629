import { auditByTarget } from '../../../contracts/internal/tables.ts';
import { type Item, itemsIn } from './items.ts';

/** An audit entry as stored. */
export interface Entry {
  readonly eventId: string;
  readonly action: string;
  /** By which entries are sorted. */
  readonly at: string;
  readonly correlationId: string;
  readonly actorId: string;
  readonly targetType: string;
  readonly details: Item;
}

/** The entries about these targets, oldest first. */
export async function entriesAbout(...targetIds: readonly string[]): Promise<readonly Entry[]> {
  const { name: index, partitionKey: key } = auditByTarget;
  const found = await Promise.all(targetIds.map((value) => itemsIn<Entry>('audit', { key, value, index })));
  return found.flat().sort((one, other) => (one.at < other.at ? -1 : 1));
}
