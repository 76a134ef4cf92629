/** What a template returns: plain text throughout, no markup. */
export interface MailContent {
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Name and value, a line each. */
  readonly facts?: readonly (readonly [name: string, value: string])[];
  readonly link?: { readonly label: string; readonly url: string };
  /** Why the recipient gets this mail. */
  readonly footer: string;
}

/** Subject and both bodies, ready to send. */
export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** The footer of every mail to the operators. */
export const OPERATORS_FOOTER = 'You receive this mail because this is the operators’ address of this Rollcall.';

/**
 * `2026-11-29T09:30:00.000Z` as `29 Nov 2026, 09:30 UTC`. Not Intl.DateTimeFormat, which adds 6 ms and 7 MB to every
 * start of the mailer.
 */
export function formatTime(time: string): string {
  const text = new Date(time).toUTCString();
  return `${text.slice('Sun, '.length, 'Sun, 29 Nov 2026'.length)}, ${text.slice(-'09:30:00 GMT'.length, -':00 GMT'.length)} UTC`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeText = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** Finished markup, made by `html`. Plain strings are text and are escaped. */
class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | Markup | readonly Markup[];

function markupOf(value: Value): string {
  if (typeof value === 'string') return escapeText(value);
  return value instanceof Markup ? value.text : value.map(({ text }) => text).join('');
}

/** Escapes every value that is not itself made by `html`. */
const html = (strings: TemplateStringsArray, ...values: readonly Value[]): Markup =>
  new Markup(strings.reduce((made, string, index) => made + markupOf(values[index - 1] ?? '') + string));

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

// One column of 560 px with inline styles in a table: every mail client shows that alike.
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

// Marks that change the direction of text: with them a name could show its end first, or swallow our text after it.
// Text of either direction reads well without them.
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** On one line: a line break in a value could add mail headers, or lines that look like ours. */
const toSingleLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(DIRECTION_MARKS, '')
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

const withSingleLines = (content: MailContent): MailContent => ({
  ...content,
  subject: toSingleLine(content.subject),
  heading: toSingleLine(content.heading),
  paragraphs: content.paragraphs.map(toSingleLine),
  ...(content.facts ? { facts: content.facts.map(([name, value]) => [name, toSingleLine(value)] as const) } : {}),
});

/** Makes HTML and text of the same content, so that the two never differ. */
export function render(content: MailContent): RenderedMail {
  const safe = withSingleLines(content);
  return { subject: safe.subject, html: page(safe).text, text: textOf(safe) };
}
