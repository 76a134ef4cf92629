import { bold, dim } from '../command/screen.ts';
import { missingFrom, type Story } from './story.ts';

const SHORT_ID = 8;

const offset = (at: number, from: number): string => `${((at - from) / 1000).toFixed(2).padStart(5)} s`;

/** Names in a column; the rest stands beside them. */
function columns(rows: readonly (readonly [time: string, name: string, more?: string])[]): readonly string[] {
  const width = Math.max(0, ...rows.map(([, name]) => name.length));
  return rows.map(([time, name, more = '']) => `   ${dim(time)}  ${name.padEnd(width)}  ${dim(more)}`.trimEnd());
}

const intent = ({ email, name, roles }: Story): string =>
  `The admin registers ${name} <${email}> with ${roles.length === 1 ? 'the role' : 'the roles'} ${roles.join(', ')}.`;

function answerLines({ status, tookMs, answer }: Story): readonly string[] {
  const fields = Object.entries((answer ?? {}) as Record<string, unknown>);
  const shown = fields.map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : value}`);
  return [
    `POST /v1/users answered ${status} after ${(tookMs / 1000).toFixed(2)} s:`,
    ...shown.map((text) => dim(`   ${text}`)),
  ];
}

function stateLines({ states }: Story): readonly string[] {
  const first = states[0]?.enteredAt.getTime() ?? 0;
  return [
    bold('The workflow passed these states'),
    ...columns(states.map(({ name, enteredAt }) => [offset(enteredAt.getTime(), first), name] as const)),
  ];
}

const shortId = (id: unknown): string => (typeof id === 'string' ? id.slice(0, SHORT_ID) : '');

function eventLines({ events, states }: Story): readonly string[] {
  const inOrder = events.toSorted((a, b) => a.metadata.occurredAt.localeCompare(b.metadata.occurredAt));
  const first = states[0]?.enteredAt.getTime() ?? Date.parse(inOrder[0]?.metadata.occurredAt ?? '');
  return [
    bold('These events came over the bus'),
    ...columns(
      inOrder.map(({ type, metadata }) => [
        offset(Date.parse(metadata.occurredAt), first),
        type,
        `event ${shortId(metadata.eventId)}`,
      ]),
    ),
  ];
}

function auditLines({ entries, events }: Story): readonly string[] {
  return [
    bold(`The audit trail holds ${entries.length} entries for ${events.length} events`),
    ...columns(
      entries.map(({ occurredAt, action, targetType, targetId, eventId }) => [
        occurredAt.slice(11, 23),
        action,
        `${targetType} ${shortId(targetId)}, event ${shortId(eventId)}`,
      ]),
    ),
  ];
}

const mailLines = ({ mails }: Story): readonly string[] =>
  mails.flatMap(({ to, subject, text }) => [
    bold(`A mail went to ${to.join(', ')}`),
    `   Subject: ${subject}`,
    ...text
      .trim()
      .split('\n')
      .map((line) => dim(`   | ${line}`)),
  ]);

/** The story of a registration, a line each, for somebody who sees Rollcall for the first time. */
export function tell(story: Story): readonly string[] {
  const deps = [
    [intent(story)],
    answerLines(story),
    stateLines(story),
    eventLines(story),
    auditLines(story),
    mailLines(story),
  ];
  const told = deps.filter((part) => part.length > 0).flatMap((part) => ['', ...part]);
  const missing = missingFrom(story);
  if (missing.length === 0) return [...told, ''];
  return [...told, '', bold('Missing from this story'), ...missing.map((sentence) => `   ${sentence}`), ''];
}
