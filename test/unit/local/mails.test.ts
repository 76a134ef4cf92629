import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stripVTControlCharacters } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { linksIn, mailLines } from '../../../local/commands/mails.ts';
import { mails } from '../../../local/system/mailbox.ts';

const link = 'http://localhost:5173/verify?token=abc_-1';
const sent = (Timestamp: number, ...To: readonly string[]) => ({
  To,
  Subject: 'Verify your e-mail address',
  BodyText: `Open ${link}.\n`,
  Timestamp,
});

async function mailbox(messages: object): Promise<string> {
  const server = createServer((_request, response) => response.end(JSON.stringify({ messages })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('mails returns the mails of all accounts, newest last', async () => {
  const endpoint = await mailbox({ one: [sent(3, 'c@x'), sent(1, 'a@x')], two: [sent(2, 'b@x')] });
  expect((await mails(endpoint)).map(({ to }) => to)).toEqual([['a@x'], ['b@x'], ['c@x']]);
});

it('mails returns only the mails to one address when it is given', async () => {
  const endpoint = await mailbox({ one: [sent(1, 'a@x'), sent(2, 'b@x', 'a@x'), sent(3, 'b@x')] });
  expect((await mails(endpoint, 'a@x')).map(({ sentAt }) => sentAt)).toEqual([
    '1970-01-01T00:00:01.000Z',
    '1970-01-01T00:00:02.000Z',
  ]);
});

it('linksIn returns each link once, without the punctuation behind it', () => {
  expect(linksIn({ text: `Open ${link}.\nOr ${link} (https://example.com/help), please.` })).toEqual([
    link,
    'https://example.com/help',
  ]);
});

it('mailLines prints time, recipient and subject on one line, then a link a line', () => {
  const mail = { sentAt: '2026-11-24T09:30:01.000Z', to: ['a@x'], subject: 'Verify', text: `Open ${link}` };
  expect(mailLines(mail).map(stripVTControlCharacters)).toEqual(['09:30:01  a@x  Verify', `          ${link}`]);
});
