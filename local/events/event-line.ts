import type { BusEvent } from '../system/follow-bus.ts';
import { dim } from '../terminal.ts';

// The longest of the catalogue's names.
const TYPE_WIDTH = 26;

const timeOf = (isoTime: string): string => isoTime.slice(11, 23);

const shown = (value: unknown): string => (Array.isArray(value) ? `[${value.join(', ')}]` : String(value));

/** One event on one line: its time (UTC), its name, and its data's plain fields. */
export function eventLine({ type, metadata, data }: BusEvent): string {
  const fields = Object.entries(data).filter(([, value]) => Array.isArray(value) || typeof value !== 'object');
  const text = fields.map(([name, value]) => `${dim(`${name}=`)}${shown(value)}`).join(' ');
  return `${dim(timeOf(metadata.occurredAt))}  ${type.padEnd(TYPE_WIDTH)}  ${text}`;
}
