import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { findEmulatedSystem } from '../system/find-system.ts';
import { type Mail, mails } from '../system/mailbox.ts';
import { bold, dim, say, sayJson, stopSignal } from '../terminal.ts';
import { count, json as jsonOption, text } from './options.ts';

/** The links in a mail, in their order. */
export const linksIn = ({ text: body }: Pick<Mail, 'text'>): readonly string[] => [
  ...new Set(body.match(/https?:\/\/[^\s<>"')\]]+/g)?.map((link) => link.replace(/[.,;:!?]+$/, '')) ?? []),
];

/** One mail: its time (UTC), recipient and subject on one line, then a link a line. */
export const mailLines = (mail: Mail): readonly string[] => [
  `${dim(mail.sentAt.slice(11, 19))}  ${mail.to.join(', ')}  ${bold(mail.subject)}`,
  ...linksIn(mail).map((link) => `          ${link}`),
];

const documentOf = (mail: Mail) => ({ ...mail, links: linksIn(mail) });

const POLL_MS = 1_000;

/** Calls back with each further mail until Ctrl-C. */
async function follow(list: () => Promise<readonly Mail[]>, from: number, show: (mail: Mail) => void): Promise<void> {
  const signal = stopSignal();
  let shown = from;
  while (!signal.aborted) {
    const all = await list();
    // An emulator that has started again has an empty mailbox.
    for (const mail of all.slice(Math.min(shown, all.length))) show(mail);
    shown = all.length;
    await pause(POLL_MS, undefined, { signal }).catch(() => {});
  }
}

interface Options {
  readonly to?: string;
  readonly limit: number;
  readonly follow?: boolean;
  readonly json?: boolean;
}

async function run({ to, limit, follow: isFollowing = false, json = false }: Options): Promise<void> {
  const { outputs } = await findEmulatedSystem();
  const list = () => mails(outputs.endpoint, to);
  const all = await list();
  const last = all.slice(-limit);
  const show = (mail: Mail) => {
    if (json) say(JSON.stringify(documentOf(mail)));
    else for (const line of mailLines(mail)) say(line);
  };
  if (json && !isFollowing) return sayJson(last.map(documentOf));
  for (const mail of last) show(mail);
  if (isFollowing) return follow(list, all.length, show);
  if (last.length === 0) say(to === undefined ? 'No mail was sent since the start.' : `No mail was sent to ${to}.`);
}

const DEFAULT_LIMIT = 20;

/** `rollcall mails`: the mails of the local system, which sends none: verification and reset links among them. */
export const addMails = (program: Command): Command =>
  program
    .command('mails')
    .summary('list the mails of the local system')
    .description('List the mails of the local system with their links, newest last.')
    .option('--to <address>', 'only the mails to this address', text)
    .option('--limit <count>', 'the newest mails, at most so many', count, DEFAULT_LIMIT)
    .option('--follow', 'print further mails until Ctrl-C')
    .addOption(jsonOption('print a JSON list and nothing else; with --follow, one JSON object a line'))
    .action(run);
