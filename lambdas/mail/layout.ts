import { html, type Markup } from './html.ts';

/** A mail as its template says it: plain text throughout, nothing is markup. */
export interface MailContent {
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Name and value, a line each. */
  readonly facts?: readonly (readonly [name: string, value: string])[];
  readonly link?: { readonly label: string; readonly url: string };
  /** Why the reader gets this mail. */
  readonly footer: string;
}

/** A mail as it is sent. */
export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const nothing = html``;

const paragraph = (text: string): Markup =>
  html`<p style="margin:0 0 16px;font-size:16px;line-height:24px">${text}</p>`;

const fact = ([name, value]: readonly [string, string]): Markup =>
  html`<tr><td style="padding:4px 16px 4px 0;color:#5f6b7a;vertical-align:top;white-space:nowrap">${name}</td><td style="padding:4px 0;word-break:break-word">${value}</td></tr>`;

const factTable = (facts: MailContent['facts']): Markup =>
  facts
    ? html`<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 16px;font-size:14px;line-height:20px">${facts.map(fact)}</table>`
    : nothing;

const button = (link: MailContent['link']): Markup =>
  link
    ? html`<p style="margin:24px 0"><a href="${link.url}" style="display:inline-block;padding:12px 24px;border-radius:6px;background:#0b5cad;color:#ffffff;font-size:16px;font-weight:600;text-decoration:none">${link.label}</a></p><p style="margin:0 0 16px;font-size:13px;line-height:20px;color:#5f6b7a;word-break:break-all">${link.url}</p>`
    : nothing;

// One column of 560 px, styles inline and a table around it: what every mail client shows alike.
const page = ({ subject, heading, paragraphs, facts, link, footer }: MailContent): Markup =>
  html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${subject}</title></head>
<body style="margin:0;padding:0;background:#f2f4f7">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f4f7"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:8px"><tr><td style="padding:32px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#16202c">
<h1 style="margin:0 0 16px;font-size:22px;line-height:30px">${heading}</h1>
${paragraphs.map(paragraph)}
${factTable(facts)}
${button(link)}
<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e3e7ec;font-size:13px;line-height:20px;color:#5f6b7a">${footer}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;

// Marks that turn the direction of text around: the end of a name could then be read before its beginning, or ours
// after it. Text of either direction reads well without them.
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** One line: a line break in a value would let it write headers of its own, or lines of our text. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(TURNING, '')
    .trim();

function textOf({ heading, paragraphs, facts, link, footer }: MailContent): string {
  const blocks = [
    heading,
    ...paragraphs,
    ...(facts ? [facts.map(([name, value]) => `${name}: ${value}`).join('\n')] : []),
    ...(link ? [`${link.label}:\n${link.url}`] : []),
    `--\n${footer}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

const onLines = (content: MailContent): MailContent => ({
  ...content,
  subject: oneLine(content.subject),
  heading: oneLine(content.heading),
  paragraphs: content.paragraphs.map(oneLine),
  ...(content.facts ? { facts: content.facts.map(([name, value]) => [name, oneLine(value)] as const) } : {}),
});

/** HTML and text of one content, so that the two never differ. */
export function render(content: MailContent): RenderedMail {
  const safe = onLines(content);
  return { subject: safe.subject, html: page(safe).text, text: textOf(safe) };
}
