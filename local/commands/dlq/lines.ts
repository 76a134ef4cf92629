import type { DescribedMessage } from './describe.ts';
import type { Depth } from './queues.ts';
import type { ReplayReport } from './replay.ts';

const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** An age in its largest unit, such as `3 h`. */
export function ageOf(isoTime: string, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(isoTime)) / 1000));
  const [unit, size] = units.find(([, unitSize]) => seconds >= unitSize) ?? ['s', 1];
  return `${Math.floor(seconds / size)} ${unit}`;
}

export function depthLines(depths: readonly Depth[], now: Date): readonly string[] {
  const width = Math.max(0, ...depths.map(({ queue }) => queue.length));
  return depths.map(({ queue, messages, oldestSentAt }) => {
    const oldest = oldestSentAt === undefined ? '' : `  oldest at least ${ageOf(oldestSentAt, now)}`;
    return `${queue.padEnd(width)}  ${String(messages).padStart(6)}${oldest}`;
  });
}

/** One message: its id and type on one line, then a field a line. */
export function messageLines({ messageId, kind, type, body, stream, ...fields }: DescribedMessage): readonly string[] {
  const batch = stream && `${stream.batchSize} rows, ${stream.startSequenceNumber} to ${stream.endSequenceNumber}`;
  const shown = Object.entries({ ...fields, stream: batch }).filter(([, value]) => value !== undefined && value !== '');
  return [
    `${messageId}  ${type ?? kind}`,
    ...shown.map(([name, value]) => `   ${name.padEnd(14)}  ${value}`),
    ...(body === undefined ? [] : [`   ${body}`]),
  ];
}

export function replayLines({ queue, replayed, dropped, remaining }: ReplayReport): readonly string[] {
  const runs = dropped === 0 ? '' : `, ${dropped} runs of a schedule dropped (the next run has done their work)`;
  return [
    `${queue}: ${replayed} sent again${runs}, ${remaining.length} remain`,
    ...remaining.map(({ messageId, reason }) => `   ${messageId} remains: ${reason}.`),
  ];
}
