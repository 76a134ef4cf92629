const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeText = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** Markup that is finished: what `html` made, as against text, which is escaped. */
export class Markup {
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
export const html = (strings: TemplateStringsArray, ...values: readonly Value[]): Markup =>
  new Markup(strings.reduce((made, string, place) => made + markupOf(values[place - 1] ?? '') + string));
