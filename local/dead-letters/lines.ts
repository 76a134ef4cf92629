import type { Described } from './describe.ts';
import type { Depth } from './list.ts';
import type { Replay } from './replay.ts';

const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** An age in its largest unit, such as `3 h`. */
export function ageOf(isoTime: string, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(isoTime)) / 1000));
  const [unit, size] = units.find(([, most]) => seconds >= most) ?? ['s', 1];
  return `${Math.floor(seconds / size)} ${unit}`;
}

export function depthLines(depths: readonly Depth[], now: Date): readonly string[] {
  const width = Math.max(0, ...depths.map(({ queue }) => queue.length));
  return depths.map(({ queue, messages, oldestSentAt }) => {
    const oldest = oldestSentAt === undefined ? '' : `  oldest at least ${ageOf(oldestSentAt, now)}`;
    return `${queue.padEnd(width)}  ${String(messages).padStart(6)}${oldest}`;
  });
}

/** One message: what it is on one line, then a field a line. */
export function letterLines({ messageId, kind, type, body, stream, ...fields }: Described): readonly string[] {
  const part = stream && `${stream.batchSize} rows, ${stream.startSequenceNumber} to ${stream.endSequenceNumber}`;
  const shown = Object.entries({ ...fields, stream: part }).filter(([, value]) => value !== undefined && value !== '');
  return [
    `${messageId}  ${type ?? kind}`,
    ...shown.map(([name, value]) => `   ${name.padEnd(14)}  ${value}`),
    ...(body === undefined ? [] : [`   ${body}`]),
  ];
}

export function replayLines({ queue, replayed, dropped, kept }: Replay): readonly string[] {
  const runs = dropped === 0 ? '' : `, ${dropped} runs of a schedule dropped (the next run did their work)`;
  return [
    `${queue}: ${replayed} sent on${runs}, ${kept.length} kept`,
    ...kept.map(({ messageId, reason }) => `   ${messageId} stays: ${reason}.`),
  ];
}
