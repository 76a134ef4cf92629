const TOKEN = /\s*(#\w+|:\w+|[A-Za-z_]\w*|<=|>=|[=<>(),+-])/y;

function split(text: string): readonly string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (match?.[1] === undefined) throw new Error(`the fake does not know the expression ${text}`);
    found.push(match[1]);
  }
  return found;
}

/** An expression, read from left to right. */
export class Tokens {
  readonly #text: string;
  readonly #tokens: readonly string[];
  #place = 0;
  /** The `#names` and `:values` that were read. */
  readonly placeholders = new Set<string>();

  constructor(text: string) {
    this.#text = text;
    this.#tokens = split(text);
  }

  get done(): boolean {
    return this.#place === this.#tokens.length;
  }

  get next(): string {
    return this.#tokens[this.#place] ?? '';
  }

  get afterNext(): string {
    return this.#tokens[this.#place + 1] ?? '';
  }

  take(): string {
    const token = this.next;
    if (token === '') throw this.unknown();
    this.#place += 1;
    if (token.startsWith('#') || token.startsWith(':')) this.placeholders.add(token);
    return token;
  }

  /** Takes the next token if it is `token`. */
  takes(token: string): boolean {
    const fits = this.next === token;
    if (fits) this.#place += 1;
    return fits;
  }

  expect(token: string): void {
    if (!this.takes(token)) throw this.unknown();
  }

  unknown(): Error {
    return new Error(`the fake does not know ${this.next || 'the end'} in the expression ${this.#text}`);
  }
}
