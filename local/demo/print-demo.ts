import { bold, dim } from '../terminal.ts';
import { type Demo, missingFrom } from './demo.ts';

const SHORT_ID = 8;

const offset = (at: number, from: number): string => `${((at - from) / 1000).toFixed(2).padStart(5)} s`;

/** A line each, with the names in a column. */
function columns(rows: readonly (readonly [time: string, name: string, more?: string])[]): readonly string[] {
  const width = Math.max(0, ...rows.map(([, name]) => name.length));
  return rows.map(([time, name, more = '']) => `   ${dim(time)}  ${name.padEnd(width)}  ${dim(more)}`.trimEnd());
}

const introduction = ({ email, name, roles }: Demo): string =>
  `The admin registers ${name} <${email}> with ${roles.length === 1 ? 'the role' : 'the roles'} ${roles.join(', ')}.`;

function answerLines({ status, tookMs, answer }: Demo): readonly string[] {
  const fields = Object.entries((answer ?? {}) as Record<string, unknown>);
  const shown = fields.map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : value}`);
  return [
    `POST /v1/users answered ${status} after ${(tookMs / 1000).toFixed(2)} s:`,
    ...shown.map((text) => dim(`   ${text}`)),
  ];
}

function stateLines({ states }: Demo): readonly string[] {
  const first = states[0]?.enteredAt.getTime() ?? 0;
  return [
    bold('The workflow entered these states'),
    ...columns(states.map(({ name, enteredAt }) => [offset(enteredAt.getTime(), first), name] as const)),
  ];
}

const shortId = (id: unknown): string => (typeof id === 'string' ? id.slice(0, SHORT_ID) : '');

function eventLines({ events, states }: Demo): readonly string[] {
  const inOrder = events.toSorted((a, b) => a.metadata.occurredAt.localeCompare(b.metadata.occurredAt));
  const first = states[0]?.enteredAt.getTime() ?? Date.parse(inOrder[0]?.metadata.occurredAt ?? '');
  return [
    bold('The bus delivered these events'),
    ...columns(
      inOrder.map(({ type, metadata }) => [
        offset(Date.parse(metadata.occurredAt), first),
        type,
        `event ${shortId(metadata.eventId)}`,
      ]),
    ),
  ];
}

function auditLines({ entries, events }: Demo): readonly string[] {
  return [
    bold(`The audit trail has ${entries.length} entries for ${events.length} events`),
    ...columns(
      entries.map(({ occurredAt, action, targetType, targetId, eventId }) => [
        occurredAt.slice(11, 23),
        action,
        `${targetType} ${shortId(targetId)}, event ${shortId(eventId)}`,
      ]),
    ),
  ];
}

const mailLines = ({ mails }: Demo): readonly string[] =>
  mails.flatMap(({ to, subject, text }) => [
    bold(`A mail was sent to ${to.join(', ')}`),
    `   Subject: ${subject}`,
    ...text
      .trim()
      .split('\n')
      .map((line) => dim(`   | ${line}`)),
  ]);

/** The demo as text, a line each, for a reader who sees Rollcall for the first time. */
export function demoLines(demo: Demo): readonly string[] {
  const paragraphs = [
    [introduction(demo)],
    answerLines(demo),
    stateLines(demo),
    eventLines(demo),
    auditLines(demo),
    mailLines(demo),
  ].filter((lines) => lines.length > 0);
  const missing = missingFrom(demo).map((sentence) => `   ${sentence}`);
  const problems = missing.length === 0 ? [] : [[bold('Missing from this demo'), ...missing]];
  return [...[...paragraphs, ...problems].flatMap((lines) => ['', ...lines]), ''];
}
